#include "broker-plugin/admin/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "broker-plugin/admin/errc.h"
#include "broker-plugin/credentials/descriptor.h"

namespace facet::admin {
namespace {

constexpr char kInterrupt = 3;  // Ctrl-C, which is a character while asking

// Without echo and, as in getpass(3), without signals: a signal would leave the terminal mute.
class MuteTerminal {
 public:
  MuteTerminal() : terminal_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (!terminal_ || ::tcgetattr(terminal_.get(), &before_) != 0) return;
    termios mute = before_;
    mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    mute.c_cc[VEOL] = kInterrupt;  // ends the line, so that read() returns at once
    is_mute_ = ::tcsetattr(terminal_.get(), TCSAFLUSH, &mute) == 0;
  }
  ~MuteTerminal() {
    if (is_mute_) ::tcsetattr(terminal_.get(), TCSAFLUSH, &before_);
  }
  MuteTerminal(const MuteTerminal&) = delete;
  MuteTerminal& operator=(const MuteTerminal&) = delete;

  bool ready() const { return is_mute_; }
  bool write(const std::string& text) const { return door::write_all(terminal_, text) == 0; }
  // Up to the end of the line; empty when interrupted.
  std::string read_line() const {
    std::string line;
    char c = 0;
    while (::read(terminal_.get(), &c, 1) == 1 && c != '\n') {
      if (c == kInterrupt) return {};
      line += c;
    }
    return line;
  }

 private:
  door::Descriptor terminal_;
  termios before_{};
  bool is_mute_ = false;
};

}  // namespace

Result<std::string> ask_on_terminal(const std::string& question) {
  const MuteTerminal terminal;
  if (!terminal.ready() || !terminal.write(question)) {
    return fail(errc::no_password, "there is no terminal to ask on; use --password-file or --generate");
  }
  std::string line = terminal.read_line();
  terminal.write("\n");
  if (line.empty()) return fail(errc::no_password, "nothing was typed; nothing is changed");
  return line;
}

}  // namespace facet::admin
