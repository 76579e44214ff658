#include "resolver/backup/lease_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace facet::resolver {
namespace {

// The folder by its open descriptor: short, however deep it lies.
bool address_of(int folder, const std::filesystem::path& name, sockaddr_un& address) {
  const std::string path = "/proc/self/fd/" + std::to_string(folder) + "/" + name.string();
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return true;
}

// `use` is bind or connect.
int socket_at(const std::filesystem::path& path, int (*use)(int, const sockaddr*, socklen_t)) {
  const int folder = ::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  int result = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  const bool used = result >= 0 && address_of(folder, path.filename(), address) &&
                    use(result, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  const int why = errno;
  if (!used && result >= 0) ::close(result), result = -1;
  ::close(folder);
  errno = why;
  return result;
}

}  // namespace

int listen_at(const std::filesystem::path& path) {
  ::unlink(path.c_str());
  const int listener = socket_at(path, ::bind);
  if (listener < 0) return -1;
  // Between bind and chmod nobody else can connect: nobody listens yet.
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(listener, 4) != 0) {
    const int why = errno;
    ::close(listener);
    errno = why;
    return -1;
  }
  return listener;
}

int connect_to(const std::filesystem::path& path) {
  return socket_at(path, ::connect);
}

bool is_trusted(int connection) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || peer.uid == ::geteuid();
}

}  // namespace facet::resolver
