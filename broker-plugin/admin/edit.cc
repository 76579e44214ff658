#include "broker-plugin/admin/edit.h"

#include "broker-plugin/admin/file_lock.h"
#include "broker-plugin/admin/reload.h"
#include "broker-plugin/credentials/credentials_file.h"

namespace facet::admin {
namespace {

namespace fs = std::filesystem;
using door::credentials_errc;

// The file behind links, so that whoever comes by another name waits at the same lock.
fs::path real_path(const fs::path& file) {
  std::error_code error;
  auto real = fs::canonical(file, error);
  if (!error) return real;
  return file.has_parent_path() ? file : "." / file;
}

// Said before there is a lock file, which would be left in a wrong folder.
tl::unexpected<Error> no_such_file(const fs::path& file) {
  return fail(credentials_errc::unreadable,
              file.string() + ": there is no such file; `facet-admin user add` makes it");
}

// A new file is for its maker alone, and the broker is somebody else.
void tell_of_new_file(const Context& context) {
  const auto file = context.options.file.string();
  context.note(file + " is new and yours alone; let the broker read it: chgrp mosquitto " + file +
               " && chmod 640 " + file);
}

}  // namespace

Status edit(const Context& context, Missing missing,
            const std::function<Status(door::Credentials&)>& change) {
  const auto file = real_path(context.options.file);
  std::error_code error;
  if (missing == Missing::refuse && !fs::exists(fs::symlink_status(file, error))) return no_such_file(file);
  // The lock is held until the new file stands.
  const auto lock = FileLock::take(file, context.world.lock_wait);
  if (!lock) return fail(lock.error());
  const bool create = missing == Missing::create && !fs::exists(fs::symlink_status(file, error));
  auto users = create ? Result<door::Credentials>{} : door::load_credentials(file);
  if (!users) return fail(users.error());
  if (auto changed = change(*users); !changed) return changed;
  if (auto stored = door::store_credentials(file, *users); !stored) return stored;
  if (create) tell_of_new_file(context);
  return {};
}

Status edit_user(const Context& context, const std::string& name,
                 const std::function<Status(door::Credential&)>& change) {
  return edit(context, Missing::refuse, [&](door::Credentials& users) -> Status {
    const auto* user = users.find(name);
    if (user == nullptr) return no_such_user(name);
    auto changed = *user;
    if (auto done = change(changed); !done) return done;
    return users.put(std::move(changed));
  });
}

Status finish(const Context& context, const std::string& text, const std::string& note, const Json& json) {
  const bool asked = !context.options.pid_file.empty();
  auto told = asked ? reload_broker(context.options.pid_file) : Status{};
  Json answer{{"ok", told.has_value()}};
  if (!told) answer.update(Json{{"error", word_of(told.error())}, {"message", sentence_of(told.error())}});
  answer.update(json);
  context.say(text, answer);
  if (!note.empty()) context.note(note);
  if (!told) context.note(sentence_of(told.error()));
  if (!asked)
    context.note(
        "a running broker reads the change within a second, or on SIGHUP: --reload PIDFILE sends it");
  return told;
}

tl::unexpected<Error> no_such_user(const std::string& name) {
  return fail(credentials_errc::not_found,
              "user " + name + "; `facet-admin user list` shows all, `facet-admin user add` makes one");
}

}  // namespace facet::admin
