#include "tests/bench/load/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace facet::load {

Connection::~Connection() {
  close();
}

Connection::Connection(Connection&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      id_(other.id_),
      written_(other.written_),
      out_(std::move(other.out_)),
      rest_(std::move(other.rest_)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  if (this == &other) return *this;
  close();
  fd_ = std::exchange(other.fd_, -1);
  id_ = other.id_;
  written_ = other.written_;
  out_ = std::move(other.out_);
  rest_ = std::move(other.rest_);
  return *this;
}

void Connection::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  out_.clear();
  rest_.clear();
}

Connection::Io Connection::flush() {
  while (!out_.empty()) {
    const auto sent = ::send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno == EAGAIN || errno == EINPROGRESS || errno == ENOTCONN ? Io::ok : Io::closed;
    written_ += static_cast<std::uint64_t>(sent);
    if (static_cast<std::size_t>(sent) == out_.size()) {
      out_.clear();
    } else {
      out_.erase(0, static_cast<std::size_t>(sent));
    }
  }
  return Io::ok;
}

Connection::Io Connection::receive(std::span<char> scratch, std::string_view& data) {
  std::copy(rest_.begin(), rest_.end(), scratch.begin());
  const auto space = scratch.subspan(rest_.size());
  const auto got = ::recv(fd_, space.data(), space.size(), 0);
  if (got == 0) return Io::closed;
  if (got < 0 && errno != EAGAIN && errno != EINTR) return Io::closed;
  data = {scratch.data(), rest_.size() + static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
  return Io::ok;
}

}  // namespace facet::load
