#include "broker-plugin/admin/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "broker-plugin/admin/errc.h"
#include "broker-plugin/admin/process_name.h"
#include "broker-plugin/credentials/errc.h"

namespace facet::admin {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenTries{10};  // flock(2) itself waits without a limit
constexpr std::size_t kPidBytes = 32;

tl::unexpected<Error> no_lock(const std::filesystem::path& path) {
  if (errno == ENOENT) {
    return fail(door::credentials_errc::io,
                path.parent_path().string() + ": there is no such folder; make it, or name another file");
  }
  return fail(door::credentials_errc::io, path.string() + ": " + std::generic_category().message(errno));
}

// "process 4711 (facet-admin)", or how to find out.
std::string holder(const door::Descriptor& lock, const std::filesystem::path& path) {
  std::string text;
  door::read_up_to(lock, kPidBytes, text);
  const auto pid = parse_pid(text);
  const auto name = pid ? process_name(*pid) : std::nullopt;
  if (!name) return "another process (`fuser " + path.string() + "` shows which)";
  return "process " + std::to_string(*pid) + " (" + *name + ")";
}

// For those who wait; who holds the lock is what the kernel says.
void sign(const door::Descriptor& lock) {
  if (::ftruncate(lock.get(), 0) == 0) door::write_all(lock, std::to_string(::getpid()) + "\n");
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& file, milliseconds limit) {
  const std::filesystem::path path = file.string() + ".lock";
  door::Descriptor lock{
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_APPEND, S_IRUSR | S_IWUSR)};
  if (!lock) return no_lock(path);
  const auto end = std::chrono::steady_clock::now() + limit;
  while (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return no_lock(path);
    if (std::chrono::steady_clock::now() >= end) {
      return fail(errc::busy, holder(lock, path) + " has held " + path.string() +
                                  " all the while; wait for it or end it, then try again");
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
  sign(lock);
  return FileLock{std::move(lock)};
}

}  // namespace facet::admin
