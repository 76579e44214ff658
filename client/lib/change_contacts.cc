#include "client/lib/changes.h"
#include "client/lib/checked_setting.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_contacts.h"
#include "client/lib/store_meta.h"
#include "client/lib/store_pending.h"
#include "schemas/limits.h"

// What is decided for single contacts, and for those who show this phone something.
namespace facet::client {
namespace {

// Always sent, also when this phone thinks that it is so: other phones' decisions reach it late.
Status change_each(Store& store, const std::vector<UserId>& people, ContactPart part, Instant now,
                   const std::function<Status(UserId)>& write,
                   const std::function<Draft(const std::vector<UserId>&)>& make) {
  if (auto good = check_people(people); !good) return good;
  return store.db().atomically([&]() -> Status {
    for (const auto& some : cut(people)) {
      Draft draft = make(some);
      for (const auto person : some) {
        if (auto written = write(person); !written) return written;
        draft.contacts.push_back({person, part});
      }
      if (auto queued = queue(store, draft, now); !queued) return queued;
    }
    return {};
  });
}

std::vector<UserId>& list_of(WatchEdit& edit, Stance stance) {
  switch (stance) {
    case Stance::accepted:
      return edit.accept;
    case Stance::muted:
      return edit.mute;
    case Stance::refused:
      return edit.refuse;
    case Stance::none:
      break;
  }
  return edit.forget;
}

// The address book is what says whom its owner knows; groups say it by themselves.
Result<std::vector<UserId>> unsaid_contacts(Database& db) {
  const auto said = db.integer("SELECT COUNT(*) FROM stances");
  if (!said) return fail(said.error());
  const auto room = static_cast<std::int64_t>(limits::kStancesPerUser) - *said;
  std::vector<UserId> unsaid;
  if (room <= 0) return unsaid;
  auto read = db.each(
      "SELECT number FROM contacts WHERE number NOT IN (SELECT number FROM members) "
      "AND number NOT IN (SELECT number FROM stances) ORDER BY number LIMIT ?",
      {room}, [&](const Row& row) { unsaid.push_back(to_user(row.integer(0))); });
  if (!read) return fail(read.error());
  return unsaid;
}

}  // namespace

Status set_blocked(Store& store, const std::vector<UserId>& contacts, bool blocked, Instant now) {
  return change_each(
      store, contacts, ContactPart::block, now,
      [&](UserId contact) { return write_block(store.db(), contact, blocked); },
      [&](const std::vector<UserId>& some) {
        StatusEdit edit;
        (blocked ? edit.block : edit.unblock) = some;
        return Draft{std::move(edit)};
      });
}

Status set_override(Store& store, const std::vector<UserId>& contacts, const std::optional<Setting>& setting,
                    Instant now) {
  if (setting) {
    if (auto good = check_setting(*setting, to_time(now)); !good) return good;
  }
  std::optional<Setting> sent = setting;
  std::optional<Setting> shown = setting;
  if (sent) sent->changed_at = kNoTime;
  if (shown) shown->changed_at = to_time(now);
  return change_each(
      store, contacts, ContactPart::override_setting, now,
      [&](UserId contact) { return write_override(store.db(), contact, shown); },
      [&](const std::vector<UserId>& some) {
        StatusEdit edit;
        for (const auto contact : some) edit.overrides.push_back({contact, sent});
        return Draft{std::move(edit)};
      });
}

Status set_stance(Store& store, const std::vector<UserId>& presentities, Stance stance, Instant now) {
  if (stance > Stance::refused) return fail(errc::bad_value, "stance: none, accepted, muted or refused");
  return change_each(
      store, presentities, ContactPart::stance, now,
      [&](UserId who) { return write_stance(store.db(), who, stance); },
      [&](const std::vector<UserId>& some) {
        WatchEdit edit;
        list_of(edit, stance) = some;
        return Draft{std::move(edit)};
      });
}

Status set_strangers(Store& store, Strangers strangers, Instant now) {
  if (strangers != Strangers::hold && strangers != Strangers::take) {
    return fail(errc::bad_value, "strangers: hold or take");
  }
  return store.db().atomically([&]() -> Status {
    auto written = set_meta(store.db(), "strangers", static_cast<std::int64_t>(strangers));
    if (!written) return written;
    WatchEdit edit;
    edit.strangers = strangers;
    return queue(store, Draft{std::move(edit)}, now);
  });
}

Status accept_contacts(Store& store, Instant now) {
  return store.db().atomically([&]() -> Status {
    const auto unsaid = unsaid_contacts(store.db());
    if (!unsaid) return fail(unsaid.error());
    return unsaid->empty() ? Status{} : set_stance(store, *unsaid, Stance::accepted, now);
  });
}

Status put_contacts(Store& store, const std::vector<Contact>& contacts, Instant now) {
  return store.db().atomically([&]() -> Status {
    auto written = write_contacts(store.db(), contacts);
    return written ? accept_contacts(store, now) : written;
  });
}

// What waits is void with the account; what was sent may have arrived, and its receipt is still to come.
Status erase_account(Store& store, UserId self, Instant now) {
  return store.db().atomically([&]() -> Status {
    if (auto dropped = drop_unsent(store.db()); !dropped) return dropped;
    return queue(store, Draft{AccountEdit{{}, self}}, now);
  });
}

}  // namespace facet::client
