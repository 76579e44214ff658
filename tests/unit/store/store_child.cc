#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/adapters/rocksdb/rocksdb_store.h"

// store_child <what> <dir>: opens the store and ends as <what> says. Each commit n makes group n of user 1
// and marks it; when the store has taken it, the line "n" is printed.
namespace {

using namespace facet;
using namespace facet::resolver;

// Past stdio: a line is with the parent before the process can die.
void say(const std::string& line) {
  const std::string whole = line + "\n";
  if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) ::_exit(3);
}

Status commit(Store& store, std::uint32_t n) {
  GroupState group;
  group.id = GroupId{n};
  group.name = std::string(200, 'g');
  Commit commit;
  commit.presentity = UserId{1};
  commit.writes = {PutGroup{group}, PutMembership{UserId{n}, {GroupId{n}, Revision{n}, false, kNoTime}}};
  commit.marks = {{{TargetKind::audience, UserId{1}, n}, n}};
  return store.commit(commit);
}

void commit_until(Store& store, std::uint32_t last) {
  for (std::uint32_t n = 1; n <= last; ++n) {
    if (const auto done = commit(store, n); !done) {
      say("error " + done.error().code.message());
      return;
    }
    say(std::to_string(n));
  }
}

void hold() {
  char byte = 0;
  while (::read(STDIN_FILENO, &byte, 1) > 0) {
  }
}

// The log cannot grow beyond this: a full disk, as far as the store can see.
void limit_files() {
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{64 * 1024, 64 * 1024 * 1024};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

// Room on the disk again, as after somebody has cleaned up: the hole in the log is still there.
void try_again_after_a_failure(Store& store) {
  const rlimit no_limit{64 * 1024 * 1024, 64 * 1024 * 1024};
  ::setrlimit(RLIMIT_FSIZE, &no_limit);
  say(commit(store, 1'000'000) ? "committed" : "commit refused");
  say(store.sync() ? "promised" : "sync refused");
  say(store.load(UserId{1}) ? "readable" : "unreadable");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string_view what = argv[1];
  auto store = open_rocksdb_store(argv[2], StoreOptions{});
  if (!store) {
    say("error " + store.error().message());
    return 1;
  }
  if (what == "die-after-ten") {
    commit_until(**store, 10);
    ::raise(SIGKILL);
  } else if (what == "commit-until-killed") {
    commit_until(**store, 10'000'000);
  } else if (what == "commit-until-full") {
    limit_files();
    commit_until(**store, 10'000'000);
    try_again_after_a_failure(**store);
    store->reset();
    say("closed");
    ::_exit(0);  // past the leak checker: a failed store is left open on purpose
  } else if (what == "hold") {
    say("open");
    hold();
  }
  return 0;
}
