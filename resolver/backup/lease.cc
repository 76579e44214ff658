#include "resolver/backup/lease.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "resolver/backup/errc.h"
#include "resolver/backup/lease_socket.h"

namespace facet::resolver {
namespace {

// More than any answer.
constexpr std::size_t kAnswerBytes = 4096;
// To bring what is in memory into tables; the disk may be slow.
constexpr time_t kPatienceSeconds = 120;

std::string answer_of(int connection) {
  const timeval patience{kPatienceSeconds, 0};
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::string answer(kAnswerBytes, '\0');
  std::size_t size = 0;
  while (size < answer.size() && answer.find('\n') >= size) {
    const ssize_t got = ::recv(connection, answer.data() + size, answer.size() - size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  answer.resize(size);
  return answer.substr(0, answer.find('\n'));
}

}  // namespace

Result<std::unique_ptr<Lease>> Lease::take(const std::filesystem::path& store) {
  const int connection = connect_to(store / kLeaseSocket);
  if (connection < 0) {
    if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR) return nullptr;
    return fail(backup_errc::io, "cannot ask the resolver of '" + store.string() +
                                     "': " + std::generic_category().message(errno) +
                                     "; run this as the resolver's user, or as root");
  }
  std::unique_ptr<Lease> lease{new Lease{connection, store / kLeaseFolder}};
  const std::string answer = answer_of(connection);
  if (answer == "ok") return lease;
  constexpr std::string_view kError = "error ";
  if (answer.starts_with(kError)) return fail(backup_errc::busy, answer.substr(kError.size()));
  return fail(backup_errc::busy, "the resolver of '" + store.string() + "' did not answer");
}

Lease::~Lease() {
  ::close(connection_);
}

}  // namespace facet::resolver
