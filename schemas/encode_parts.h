#pragma once

#include <flatbuffers/flatbuffers.h>

#include <vector>

#include "schemas/ids.h"
#include "schemas/kinds.h"
#include "schemas/messages.h"

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

template <typename Root>
Bytes finish(Builder& builder, flatbuffers::Offset<Root> root, Kind kind) {
  builder.Finish(root, identifier(kind));
  return Bytes{reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

}  // namespace facet::encode_parts
