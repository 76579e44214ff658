#include "schemas/encode.h"
#include "schemas/encode_parts.h"
#include "schemas/fan_out_generated.h"
#include "schemas/link_generated.h"
#include "schemas/own_group_generated.h"
#include "schemas/own_members_generated.h"
#include "schemas/view_generated.h"

namespace facet {
namespace {

using encode_parts::Builder;
using encode_parts::finish;
using encode_parts::put;
using encode_parts::seconds;
using encode_parts::text;
using encode_parts::users;

std::vector<std::uint32_t> untils_of(const OwnMembers& members) {
  std::vector<std::uint32_t> untils;
  untils.reserve(members.untils.size());
  for (const Time until : members.untils) untils.push_back(seconds(until));
  return untils;
}

}  // namespace

Bytes encode(const View& view) {
  Builder builder(128);
  return finish(builder, put(builder, view), Kind::view);
}

Bytes encode(const OwnGroup& group) {
  Builder builder;
  encode_parts::Notes notes;
  const auto entries = encode_parts::entries_of(group.schedule, notes);
  const auto name = text(builder, group.name);
  const auto base = put(builder, group.base);
  const auto temporary = group.temporary ? put(builder, *group.temporary) : 0;
  const auto schedule = encode_parts::structs(builder, entries);
  const auto schedule_notes = notes.put(builder);
  const auto zone = text(builder, group.zone);
  const auto& [off, in_call] = group.automatics;
  return finish(
      builder,
      wire::CreateOwnGroup(builder, group.revision.value(), name, group.rank, base, temporary,
                           group.setting_revision.value(), group.members_revision.value(), group.member_count,
                           static_cast<wire::Shows>(off.shows), static_cast<wire::Activity>(off.instead),
                           static_cast<wire::Shows>(in_call.shows),
                           static_cast<wire::Activity>(in_call.instead), group.automatics_revision.value(),
                           schedule, schedule_notes, group.schedule_revision.value(), zone),
      Kind::own_group);
}

Bytes encode(const OwnMembers& members) {
  Builder builder;
  const auto ids = users(builder, members.members);
  const auto untils = members.untils.empty() ? 0 : builder.CreateVector(untils_of(members));
  return finish(builder, wire::CreateOwnMembers(builder, members.revision.value(), ids, untils),
                Kind::own_members);
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
