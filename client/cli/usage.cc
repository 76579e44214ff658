#include "client/cli/usage.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "client/cli/command.h"
#include "client/cli/suggest.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

// The command that the parser had come to: "facet group add".
const CLI::App& deepest(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : deepest(*parsed.front());
}

std::string path_of(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return (parent == nullptr ? "" : path_of(*parent) + " ") + app.get_name();
}

// What could stand where something unknown stands.
std::vector<std::string> words_of(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(command->get_name());
  }
  for (const CLI::App* level = &app; level != nullptr; level = level->get_parent()) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    }
  }
  return words;
}

std::string sentence_of(const CLI::App& facet, const CLI::ParseError& error) {
  const CLI::App& at = deepest(facet);
  const std::string next = " " + tr("`{} --help` shows how.", path_of(at));
  const std::vector<std::string> unknown = facet.remaining(true);
  if (!unknown.empty()) {
    return tr("'{}' is not known here.", unknown.front()) + did_you_mean(unknown.front(), words_of(at)) +
           next;
  }
  if (error.get_name() == "RequiredError") return tr("something is missing: {}.", error.what()) + next;
  return std::string{error.what()} + "." + next;
}

std::string exit_codes() {
  std::string text = tr("Exit codes:");
  const std::pair<int, std::string> codes[] = {
      {0, tr("done")},
      {1, tr("refused, or it did not work")},
      {2, tr("a wrong option or value; nothing changed")},
      {3, tr("saved, but not yet acknowledged by the server")},
      {4, tr("no profile, or a bad one")},
      {5, tr("not authorised: the server refused number or password")},
  };
  for (const auto& [code, meaning] : codes) text += "\n  " + std::to_string(code) + "  " + meaning;
  return text;
}

}  // namespace

std::string examples(std::initializer_list<const char*> lines) {
  std::string text = tr("Examples:");
  for (const char* line : lines) text += std::string{"\n  "} + line;
  return text + "\n\n" + tr("Options before or behind every command: `facet --help`");
}

void shape_help(CLI::App& facet) {
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->column_width(28);
  formatter->label("Usage", tr("Usage"));
  formatter->label("OPTIONS", tr("OPTIONS"));
  formatter->label("SUBCOMMAND", tr("COMMAND"));
  formatter->label("Positionals", tr("Arguments"));
  formatter->label("TEXT", "");      // every option_text() says more
  formatter->label("REQUIRED", "");  // the line of usage shows it
  facet.formatter(formatter);
  facet.option_defaults()->group(tr("Options"));
  facet.set_help_flag("-h,--help", tr("Show this and end"));
  facet.footer(exit_codes());
}

void name_sections(CLI::App& facet) {
  const auto all = [](const CLI::App*) { return true; };
  for (CLI::App* command : facet.get_subcommands(all)) {
    command->get_help_ptr()->group(tr("Options"));
    for (CLI::App* below : command->get_subcommands(all)) {
      below->group(tr("Commands"));
      below->get_help_ptr()->group(tr("Options"));
    }
  }
}

Exit answer_usage(const CLI::App& facet, const CLI::ParseError& error, bool json, World& world) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    facet.exit(error, world.out, world.err);
    world.out.flush();
    return Exit::done;
  }
  const std::string sentence = sentence_of(facet, error);
  world.err << "facet: " << sentence << '\n';
  if (json)
    world.out << nlohmann::ordered_json{{"ok", false}, {"error", "usage"}, {"message", sentence}} << '\n';
  return Exit::usage;
}

std::optional<std::string> value_of_option(int argc, const char* const* argv, std::string_view option) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") return std::nullopt;
    if (word == option && i + 1 < argc) return std::string{argv[i + 1]};
    if (word.size() > option.size() && word.substr(0, option.size()) == option &&
        word[option.size()] == '=') {
      return std::string{word.substr(option.size() + 1)};
    }
  }
  return std::nullopt;
}

bool has_word(int argc, const char* const* argv, std::string_view word) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i] == word) return true;
  }
  return false;
}

}  // namespace facet::cli
