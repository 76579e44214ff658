#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "resolver/backup/errc.h"
#include "resolver/backup/lease.h"
#include "resolver/backup/lease_socket.h"

namespace facet::resolver {
namespace {

void say(int peer, std::string_view line) {
  // A peer that has gone already does not need it; the line fits in any socket's buffer.
  (void)!::send(peer, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

int accept_from(int listener) {
  return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
}

}  // namespace

Result<std::unique_ptr<LeaseServer>> LeaseServer::start(const std::filesystem::path& store, Copy copy) {
  std::error_code ignored;
  std::filesystem::remove_all(store / kLeaseFolder, ignored);
  std::filesystem::remove_all(store / (std::string{kLeaseFolder} + ".tmp"), ignored);
  const int listener = listen_at(store / kLeaseSocket);
  const auto refused = [](int error) {
    return fail(backup_errc::io, "cannot take requests for backups in the store's folder: " +
                                     std::generic_category().message(error));
  };
  if (listener < 0) return refused(errno);
  int stop[2] = {-1, -1};
  if (::pipe2(stop, O_CLOEXEC) != 0) {
    const int why = errno;
    ::close(listener);
    return refused(why);
  }
  std::unique_ptr<LeaseServer> server{new LeaseServer{store, std::move(copy), listener, stop[0], stop[1]}};
  server->thread_ = std::thread{&LeaseServer::serve, server.get()};
  return server;
}

LeaseServer::LeaseServer(std::filesystem::path store, Copy copy, int listener, int stop_reader,
                         int stop_writer)
    : store_(std::move(store)),
      copy_(std::move(copy)),
      listener_(listener),
      stop_reader_(stop_reader),
      stop_writer_(stop_writer) {}

LeaseServer::~LeaseServer() {
  ::close(stop_writer_);
  if (thread_.joinable()) thread_.join();
  ::close(listener_);
  ::close(stop_reader_);
  ::unlink((store_ / kLeaseSocket).c_str());
}

void LeaseServer::serve() {
  for (;;) {
    std::array<pollfd, 2> wait{{{stop_reader_, 0, 0}, {listener_, POLLIN, 0}}};
    if (::poll(wait.data(), wait.size(), -1) < 0 && errno != EINTR) return;
    if (wait[0].revents != 0) return;
    if (wait[1].revents == 0) continue;
    const int peer = accept_from(listener_);
    if (peer < 0) continue;
    if (is_trusted(peer)) {
      grant(peer);
    } else {
      say(peer, "error not the resolver's user\n");
    }
    ::close(peer);
  }
}

void LeaseServer::grant(int peer) {
  const auto folder = store_ / kLeaseFolder;
  if (const auto copied = copy_(folder); copied) {
    say(peer, "ok\n");
    hold(peer);
  } else {
    say(peer, "error " + copied.error().message() + "\n");
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

void LeaseServer::hold(int peer) const {
  for (;;) {
    std::array<pollfd, 3> wait{{{stop_reader_, 0, 0}, {listener_, POLLIN, 0}, {peer, POLLIN, 0}}};
    if (::poll(wait.data(), wait.size(), -1) < 0 && errno != EINTR) return;
    // The peer says nothing while it has the lease: whatever comes is its end.
    if (wait[0].revents != 0 || wait[2].revents != 0) return;
    if (wait[1].revents == 0) continue;
    const int other = accept_from(listener_);
    if (other < 0) continue;
    say(other, "error another backup or check is under way; wait for its end\n");
    ::close(other);
  }
}

}  // namespace facet::resolver
