#include "broker-plugin/admin/new_password.h"

#include <istream>

#include "broker-plugin/admin/private_file.h"
#include "broker-plugin/credentials/password_hash.h"
#include "schemas/limits.h"

namespace facet::admin {
namespace {

constexpr std::size_t kInputBytes = limits::kPasswordBytes + 2;  // and its line end

tl::unexpected<Error> nothing_given() {
  return fail(errc::no_password, "none was given; use --password-file, --generate or --no-password");
}

Result<std::string> ask_twice(const World& world, const std::string& name) {
  auto first = world.ask_password("New password of " + name + ": ");
  if (!first) return first;
  // Before it is typed a second time for nothing.
  if (const auto good = door::check_password(*first); !good) return fail(good.error());
  auto second = world.ask_password("Once more: ");
  if (!second) return second;
  if (*first != *second) return fail(errc::no_password, "the two differ; nothing is changed");
  return first;
}

// The only line of a text, without its end.
Result<std::string> only_line(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  if (text.empty()) return nothing_given();
  return text;  // a line end within it is no clean text, and refused as such
}

Result<std::string> read_line(std::istream& in) {
  std::string line;
  for (char c = 0; line.size() < kInputBytes && in.get(c) && c != '\n';) line += c;
  return only_line(line);
}

Result<std::string> read_file(const std::string& file) {
  auto text = read_private_file(file, kInputBytes);
  if (!text) return text;
  return only_line(std::move(*text));
}

}  // namespace

void add_password_options(CLI::App& command, PasswordOptions& options) {
  auto* file = command.add_option("--password-file", options.file,
                                  "Take the password from this file's only line; readable by you alone");
  file->option_text("FILE");
  auto* generate = command.add_flag("--generate", options.generate,
                                    "Make a password of 128 random bits and show it, this once");
  auto* none = command.add_flag("--no-password", options.none, "No login by password, only by device keys");
  generate->excludes(file);
  none->excludes(file)->excludes(generate);
}

bool asks(const PasswordOptions& options, const World& world) {
  return options.file.empty() && !options.generate && !options.none && world.in_is_terminal;
}

Result<NewPassword> get_password(const Context& context, const PasswordOptions& options,
                                 const std::string& name) {
  if (options.none) return NewPassword{};
  const World& world = context.world;
  auto password = options.generate        ? Result<std::string>{door::generate_password()}
                  : !options.file.empty() ? read_file(options.file)
                  : world.in_is_terminal  ? ask_twice(world, name)
                                          : read_line(world.in);
  if (!password) return fail(password.error());
  const auto hash =
      door::hash_password(*password, options.generate ? door::HashCost::generated : door::HashCost::chosen);
  if (!hash) return fail(hash.error());
  return NewPassword{*hash, options.generate ? *password : std::string{}};
}

Json json_of(const std::string& name, const NewPassword& password) {
  Json json{{"name", name}};
  if (!password.shown.empty()) json["password"] = password.shown;
  return json;
}

}  // namespace facet::admin
