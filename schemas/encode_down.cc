#include "schemas/encode.h"
#include "schemas/encode_parts.h"
#include "schemas/fan_out_generated.h"
#include "schemas/link_generated.h"
#include "schemas/own_group_generated.h"
#include "schemas/own_members_generated.h"
#include "schemas/receipt_generated.h"
#include "schemas/view_generated.h"

namespace facet {
namespace {

using encode_parts::Builder;
using encode_parts::finish;
using encode_parts::seconds;
using encode_parts::text;
using encode_parts::users;

flatbuffers::Offset<wire::View> put(Builder& builder, const View& view) {
  const auto note = text(builder, view.note);
  return wire::CreateView(builder, static_cast<wire::Activity>(view.activity), seconds(view.changed_at),
                          seconds(view.until), note);
}

flatbuffers::Offset<wire::OwnSetting> put(Builder& builder, const Setting& setting) {
  const auto note = text(builder, setting.note);
  return wire::CreateOwnSetting(builder, static_cast<wire::Activity>(setting.activity),
                                seconds(setting.until), note, seconds(setting.changed_at));
}

}  // namespace

Bytes encode(const View& view) {
  Builder builder(128);
  return finish(builder, put(builder, view), Kind::view);
}

Bytes encode(const OwnGroup& group) {
  Builder builder;
  const auto name = text(builder, group.name);
  const auto base = put(builder, group.base);
  const auto temporary = group.temporary ? put(builder, *group.temporary) : 0;
  return finish(builder,
                wire::CreateOwnGroup(builder, group.revision.value(), name, group.rank, base, temporary,
                                     group.setting_revision.value(), group.members_revision.value(),
                                     group.member_count),
                Kind::own_group);
}

Bytes encode(const OwnMembers& members) {
  Builder builder;
  const auto ids = users(builder, members.members);
  return finish(builder, wire::CreateOwnMembers(builder, members.revision.value(), ids), Kind::own_members);
}

Bytes encode(const Receipt& receipt) {
  Builder builder;
  const auto limit = text(builder, receipt.limit);
  std::vector<flatbuffers::Offset<wire::Answer>> answers;
  for (const auto& answer : receipt.answers) {
    const auto view = put(builder, answer.view);
    answers.push_back(wire::CreateAnswer(builder, answer.presentity.value(), view));
  }
  const auto vector = answers.empty() ? 0 : builder.CreateVector(answers);
  return finish(builder,
                wire::CreateReceipt(builder, receipt.request, static_cast<wire::Outcome>(receipt.outcome),
                                    static_cast<wire::Reason>(receipt.reason), limit, receipt.limit_value,
                                    receipt.revision.value(), vector),
                Kind::receipt);
}

Bytes encode(const Link& link) {
  Builder builder;
  return finish(builder, wire::CreateLink(builder, static_cast<wire::LinkState>(link.state), link.session),
                Kind::link);
}

Bytes encode(const FanOut& fan_out) {
  Builder builder;
  const auto* data = reinterpret_cast<const std::uint8_t*>(fan_out.view.data());
  const auto view = fan_out.view.empty() ? 0 : builder.CreateVector(data, fan_out.view.size());
  const auto watchers = users(builder, fan_out.watchers);
  return finish(builder, wire::CreateFanOut(builder, fan_out.presentity.value(), view, watchers),
                Kind::fan_out);
}

}  // namespace facet
