#include "client/cli/password.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>

#include "client/cli/tr.h"

namespace facet::cli {
namespace {

constexpr char kInterrupt = 3;  // Ctrl-C, which is a character while asking

// The terminal without echo and, as in getpass(3), without signals: a signal would leave it mute.
class MuteTerminal {
 public:
  MuteTerminal() : terminal_(open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (terminal_ < 0 || tcgetattr(terminal_, &before_) != 0) return;
    termios mute = before_;
    mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    mute.c_cc[VEOL] = kInterrupt;  // ends the line, so that read() returns at once
    is_mute_ = tcsetattr(terminal_, TCSAFLUSH, &mute) == 0;
  }
  ~MuteTerminal() {
    if (is_mute_) tcsetattr(terminal_, TCSAFLUSH, &before_);
    if (terminal_ >= 0) close(terminal_);
  }
  MuteTerminal(const MuteTerminal&) = delete;
  MuteTerminal& operator=(const MuteTerminal&) = delete;

  bool ready() const { return is_mute_; }
  bool write(const std::string& text) const {
    return ::write(terminal_, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  }
  // Up to the end of the line; empty when interrupted.
  std::string read_line() const {
    std::string line;
    char c = 0;
    while (read(terminal_, &c, 1) == 1 && c != '\n') {
      if (c == kInterrupt) return {};
      line += c;
    }
    return line;
  }

 private:
  int terminal_;
  termios before_{};
  bool is_mute_ = false;
};

tl::unexpected<Error> no_password() {
  return fail(errc::no_password,
              tr("no password; give it with --password-file, in FACET_PASSWORD, or type it when asked"));
}

Result<std::string> first_line_of(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  if (!in || (!std::getline(in, line) && in.bad())) {
    return fail(errc::unreadable,
                tr("the password file '{}' cannot be read; check its name and rights", file));
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty()) return no_password();
  return line;
}

}  // namespace

Result<std::string> ask_on_terminal(const std::string& question) {
  const MuteTerminal terminal;
  if (!terminal.ready() || !terminal.write(question)) return no_password();
  std::string line = terminal.read_line();
  terminal.write("\n");
  if (line.empty()) return no_password();
  return line;
}

Result<std::string> get_password(const Context& context, const std::string& file) {
  if (!file.empty()) return first_line_of(file);
  const auto value = context.world.env("FACET_PASSWORD");
  if (value && !value->empty()) return *value;
  return context.world.ask_password(tr("Password: "));
}

}  // namespace facet::cli
