#pragma once

#include <string_view>

#include "resolver/pipeline/committer.h"
#include "resolver/pipeline/core.h"
#include "schemas/decode.h"
#include "schemas/topics.h"

namespace facet::resolver {

// The first steps of a change: decode, decide, commit. Runs on the bus's thread; when it returns, the change
// is in the store's log (not yet on the disk) and the bus may acknowledge the message.
class Intake {
 public:
  Intake(Core& core, Committer& committer) : core_(core), committer_(committer) {}

  // One message on facet/v1/up/...; whatever the bytes are, it is answered and the resolver lives.
  void on_up(const topics::Up& from, std::string_view payload);

 private:
  void on_groups(const topics::Up& from, std::string_view payload);
  void on_status(const topics::Up& from, std::string_view payload);
  void on_device(const topics::Up& from, std::string_view payload);
  void on_ask(const topics::Up& from, std::string_view payload);
  void on_watch(const topics::Up& from, std::string_view payload);
  void on_account(const topics::Up& from, std::string_view payload);
  void on_query(const topics::Up& from, std::string_view payload);

  // Loads the presentity, decides with `decide_on(presentity)`, commits and answers.
  template <typename DecideOn>
  void on_edit(const topics::Up& from, Revision revision, DecideOn decide_on);
  // Stores a decision and the registration of `from.user`, if that is due; answers.
  void commit(const topics::Up& from, const Presentity& presentity, Decision decision);

  void count(std::string_view prefix, std::string_view what);
  void answer(const topics::Up& from, const Receipt& receipt, std::vector<Mark> marks);
  void refuse(const topics::Up& from, const Refusal& refusal);
  void unavailable(const topics::Up& from, std::uint64_t request, const Error& error);

  Core& core_;
  Committer& committer_;
};

}  // namespace facet::resolver
