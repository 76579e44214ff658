#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"
#include "schemas/result.h"

// The truth on disk. One adapter today (adapters/rocksdb); nothing here says that there is one process, one
// disk or one machine.
namespace facet::resolver {

enum class store_errc {
  io = 1,        // the store's own word in the detail; what was to be written is not written
  damaged,       // a record cannot be read: restore a backup
  newer_schema,  // written by a newer version: upgrade, or use that version
  locked,        // another process has it open
};
std::error_code make_error_code(store_errc code);

// A target that still has to be published. `version` tells a later mark of the same target from an earlier
// one.
struct Mark {
  Target target;
  std::uint64_t version = 0;
  bool operator==(const Mark&) const = default;
};

// Written together or not at all.
struct Commit {
  UserId presentity;  // whose records `writes` are
  std::vector<Write> writes;
  std::vector<Mark> marks;  // replaces an earlier mark of the same target
  std::vector<Timer> timers;
  std::vector<Timer> fired;          // timers to take out: they came due or were cancelled
  std::optional<UserId> registered;  // a user who has just shown up for the first time
  std::optional<UserId> unregistered{};
  // Kept in the presentity's log, of which the last limits::kLogEntries stay. Not with a Wipe.
  std::optional<LogEntry> log{};
  // Of the contacts that `writes` name, those whose account has come to an end: what was said of them until
  // then is kept, but does not make their number known to, or thought anything of by, the presentity.
  Formers formers{};

  bool counts(UserId contact, Revision said) const { return resolver::counts(formers, contact, said); }
};

// How a watcher stands to a presentity.
struct Standing {
  Stance stance = Stance::none;
  bool knows = false;  // holds it in a group, or has an override for it
  bool operator==(const Standing&) const = default;
};

// A device whose last known connection has not been said to be gone.
struct Connection {
  UserId user;
  DeviceId device;
  std::uint64_t session = 0;
  bool operator==(const Connection&) const = default;
};

// A mark that was published, in the order the broker took them.
struct Published {
  std::uint64_t sequence = 0;
  Target target;
  bool operator==(const Published&) const = default;
};

// Thread-safe. Every call may block for a disk read; only sync() waits for the disk to write.
class Store {
 public:
  virtual ~Store() = default;

  // An unknown user is an empty Presentity, not an error.
  virtual Result<Presentity> load(UserId presentity) = 0;

  // Survives the death of this process when it returns; survives a power cut after the next sync().
  // A Wipe with a PutAccount of an account that has come to an end also ends what others said of it until
  // then, as Commit::formers does for what comes later.
  virtual Status commit(const Commit& commit) = 0;
  // Everything committed before the call is on the disk. After an error nothing may be promised to anybody.
  virtual Status sync() = 0;

  // Users, ascending, `after` excluded, at most `max`; fewer means the end. Whoever holds `contact` in a
  // group, has an override for it, or is followed by it.
  virtual Result<std::vector<UserId>> presentities_holding(UserId contact, UserId after, std::size_t max) = 0;
  // Those whom `contact` follows (ContactState::follows_until), ascending.
  virtual Result<std::vector<UserId>> followed_by(UserId contact, std::size_t max) = 0;
  // Of each of `watchers`, ascending; in their order.
  virtual Result<std::vector<Standing>> standings(UserId presentity, const std::vector<UserId>& watchers) = 0;
  // Accounts that differ from Account{}, by user.
  virtual Result<std::vector<std::pair<UserId, Account>>> accounts(UserId after, std::size_t max) = 0;
  // The latest first, without the first `skip`.
  virtual Result<std::vector<LogEntry>> log(UserId presentity, std::size_t skip, std::size_t max) = 0;

  virtual Result<std::vector<UserId>> presentities(UserId after, std::size_t max) = 0;
  virtual Result<std::vector<UserId>> registered(UserId after, std::size_t max) = 0;

  // Connected devices by user, then device; behind (`user`, `device`), at most `max`; fewer means the end.
  virtual Result<std::vector<Connection>> connected(UserId user, DeviceId device, std::size_t max) = 0;

  // The outbox: marks in no particular order, all of them; then what was published, in one write.
  virtual Result<std::vector<Mark>> marks() = 0;
  // Takes the marks out where the version is still the same, and appends to the journal.
  virtual Status published(const std::vector<Mark>& cleared, const std::vector<Published>& journal) = 0;
  // Journal entries with a sequence above `after`, ascending; nullopt when the journal does not reach back
  // that far.
  virtual Result<std::optional<std::vector<Target>>> published_since(std::uint64_t after) = 0;
  virtual Result<std::uint64_t> last_published() = 0;  // 0: nothing yet

  // Timers due at `now`, earliest first.
  virtual Result<std::vector<Timer>> due(Time now, std::size_t max) = 0;

  // Small values of the resolver itself. Absent: nullopt.
  virtual Result<std::optional<std::string>> note(std::string_view name) = 0;
  virtual Status put_note(std::string_view name, std::string_view value) = 0;
};

}  // namespace facet::resolver

template <>
struct std::is_error_code_enum<facet::resolver::store_errc> : std::true_type {};
