#include "schemas/account_edit_generated.h"
#include "schemas/device_report_generated.h"
#include "schemas/encode.h"
#include "schemas/encode_parts.h"
#include "schemas/groups_edit_generated.h"
#include "schemas/kinds.h"
#include "schemas/query_generated.h"
#include "schemas/status_request_generated.h"
#include "schemas/watch_edit_generated.h"

namespace facet {
namespace {

using encode_parts::Builder;
using encode_parts::finish;
using encode_parts::users;

flatbuffers::Offset<wire::GroupEdit> put(Builder& builder, const GroupEdit& edit) {
  const auto name = edit.name ? builder.CreateString(*edit.name) : 0;
  const auto add = users(builder, edit.add);
  const auto remove = users(builder, edit.remove);
  return wire::CreateGroupEdit(builder, edit.group.value(), name, edit.rank.value_or(0), edit.erase,
                               edit.replace, add, remove, edit.first_rank.value_or(0),
                               encode_parts::seconds(edit.until));
}

}  // namespace

Bytes encode(const GroupsEdit& edit) {
  Builder builder;
  std::vector<flatbuffers::Offset<wire::GroupEdit>> edits;
  edits.reserve(edit.edits.size());
  for (const auto& one : edit.edits) edits.push_back(put(builder, one));
  const auto vector = builder.CreateVector(edits);
  return finish(builder, wire::CreateGroupsEdit(builder, edit.revision.value(), vector), Kind::groups_edit);
}

Bytes encode(const DeviceReport& report) {
  Builder builder;
  const auto state = static_cast<wire::DeviceState>(report.state);
  return finish(builder, wire::CreateDeviceReport(builder, report.revision.value(), state),
                Kind::device_report);
}

Bytes encode(const StatusRequest& request) {
  Builder builder;
  const auto presentities = users(builder, request.presentities);
  return finish(builder, wire::CreateStatusRequest(builder, request.correlation, presentities),
                Kind::status_request);
}

Bytes encode(const WatchEdit& edit) {
  Builder builder;
  const auto accept = users(builder, edit.accept);
  const auto mute = users(builder, edit.mute);
  const auto refuse = users(builder, edit.refuse);
  const auto forget = users(builder, edit.forget);
  return finish(builder,
                wire::CreateWatchEdit(builder, edit.revision.value(), accept, mute, refuse, forget,
                                      static_cast<wire::Strangers>(edit.strangers)),
                Kind::watch_edit);
}

Bytes encode(const AccountEdit& edit) {
  Builder builder;
  return finish(builder, wire::CreateAccountEdit(builder, edit.revision.value(), edit.erase.value()),
                Kind::account_edit);
}

Bytes encode(const Query& query) {
  Builder builder;
  return finish(builder,
                wire::CreateQuery(builder, query.correlation, static_cast<wire::QueryKind>(query.kind),
                                  query.subject.value(), query.after),
                Kind::query);
}

}  // namespace facet
