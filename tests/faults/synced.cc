// Preloaded into the resolver by a test (LD_PRELOAD): notes, of each of RocksDB's logs, how many bytes the
// disk is sure to have. So a test can do to a log what a power cut may do to it and nothing more.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using Sync = int (*)(int);

constexpr useconds_t kSlow = 15'000;

// Below $FACET_TEST_SYNCED, a file that bears the log's name: the number of bytes, as a native off_t.
void note(int fd, off_t size) {
  const char* folder = std::getenv("FACET_TEST_SYNCED");
  char link[64];
  char name[PATH_MAX] = {};
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (folder == nullptr || ::readlink(link, name, sizeof name - 1) < 0) return;
  const char* base = std::strrchr(name, '/');
  const char* suffix = std::strrchr(name, '.');
  if (base == nullptr || suffix == nullptr || std::strcmp(suffix, ".log") != 0) return;
  char path[PATH_MAX];
  std::snprintf(path, sizeof path, "%s%s", folder, base);
  const int file = ::open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  if (::pwrite(file, &size, sizeof size, 0) < 0) std::perror("pwrite");
  ::close(file);
}

int sync_and_note(const char* name, int fd) {
  struct stat before {};
  const bool known = ::fstat(fd, &before) == 0;
  const auto real = reinterpret_cast<Sync>(::dlsym(RTLD_NEXT, name));
  ::usleep(kSlow);
  const int done = real(fd);
  if (done == 0 && known) note(fd, before.st_size);
  return done;
}

}  // namespace

extern "C" {
__attribute__((visibility("default"))) int fdatasync(int fd) {
  return sync_and_note("fdatasync", fd);
}
__attribute__((visibility("default"))) int fsync(int fd) {
  return sync_and_note("fsync", fd);
}
}
