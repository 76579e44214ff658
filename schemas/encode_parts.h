#pragma once

#include <flatbuffers/flatbuffers.h>

#include <vector>

#include "schemas/common_generated.h"
#include "schemas/ids.h"
#include "schemas/kinds.h"
#include "schemas/messages.h"
#include "schemas/own_setting_generated.h"
#include "schemas/view_generated.h"

// What the encoders share. Internal to schemas/.
namespace facet::encode_parts {

using Builder = flatbuffers::FlatBufferBuilder;

inline std::uint32_t seconds(Time time) {
  return static_cast<std::uint32_t>(time.time_since_epoch().count());
}

// Absent when empty: a field that is not there costs nothing.
inline flatbuffers::Offset<flatbuffers::Vector<std::uint64_t>> users(Builder& builder,
                                                                     const std::vector<UserId>& ids) {
  if (ids.empty()) return 0;
  std::uint64_t* values = nullptr;
  const auto at = builder.CreateUninitializedVector<std::uint64_t>(ids.size(), &values);
  for (std::size_t i = 0; i < ids.size(); ++i) flatbuffers::WriteScalar(values + i, ids[i].value());
  return at;
}

inline flatbuffers::Offset<flatbuffers::String> text(Builder& builder, const std::string& text) {
  return text.empty() ? 0 : builder.CreateString(text);
}

template <typename Struct>
flatbuffers::Offset<flatbuffers::Vector<const Struct*>> structs(Builder& builder,
                                                                const std::vector<Struct>& values) {
  return values.empty() ? 0 : builder.CreateVectorOfStructs(values);
}

template <typename Table>
flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<Table>>> tables(
    Builder& builder, const std::vector<flatbuffers::Offset<Table>>& values) {
  return values.empty() ? 0 : builder.CreateVector(values);
}

// Collects the notes of one message, so that several settings with the same note carry it once.
class Notes {
 public:
  // 1-based place; 0 for no note.
  std::uint8_t place(const std::string& note);
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>> put(
      Builder& builder) const;

 private:
  std::vector<std::string> notes_;
};

std::vector<wire::ScheduleEntry> entries_of(const Schedule& schedule, Notes& notes);
flatbuffers::Offset<wire::View> put(Builder& builder, const View& view);
flatbuffers::Offset<wire::OwnSetting> put(Builder& builder, const Setting& setting);

template <typename Root>
Bytes finish(Builder& builder, flatbuffers::Offset<Root> root, Kind kind) {
  builder.Finish(root, identifier(kind));
  return Bytes{reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

}  // namespace facet::encode_parts
