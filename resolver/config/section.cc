#include "resolver/config/section.h"

#include "resolver/config/nearest.h"

namespace facet::resolver {
namespace {

std::string type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

}  // namespace

Section::Section(const toml::table& root, std::string name, const std::string& file, Status& status)
    : name_(std::move(name)), file_(file), status_(status) {
  const toml::node* node = root.get(name_);
  if (node == nullptr) return;
  table_ = node->as_table();
  if (table_ == nullptr && status_) {
    status_ = fail(config_errc::wrong_type, file_ + ":" + std::to_string(node->source().begin.line) + ": " +
                                                name_ + ": must be a table, write [" + name_ + "]");
  }
}

std::string Section::at(const toml::node* node, const std::string& key) const {
  const auto line = node == nullptr ? 0 : node->source().begin.line;
  return file_ + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + name_ + "." + key;
}

void Section::fail_at(const std::string& key, config_errc code, const std::string& why) {
  if (!status_) return;
  const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
  status_ = fail(code, at(node, key) + ": " + why);
}

bool Section::has(const std::string& key) const {
  return table_ != nullptr && table_->contains(key);
}

const toml::node* Section::find(const std::string& key) {
  known_.push_back(key);
  return table_ == nullptr || !status_ ? nullptr : table_->get(key);
}

void Section::text(const std::string& key, std::string& value, const TextCheck& check) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const auto* found = node->as_string();
  if (found == nullptr) {
    return fail_at(key, config_errc::wrong_type, "must be a text in quotes, is " + type_of(*node));
  }
  if (const auto why = check ? check(found->get()) : std::nullopt) {
    return fail_at(key, config_errc::out_of_range, *why);
  }
  value = found->get();
}

std::optional<std::int64_t> Section::read_integer(const std::string& key, std::int64_t least,
                                                  std::int64_t most) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* found = node->as_integer();
  if (found == nullptr) {
    fail_at(key, config_errc::wrong_type, "must be a whole number, is " + type_of(*node));
    return std::nullopt;
  }
  if (found->get() < least || found->get() > most) {
    fail_at(key, config_errc::out_of_range,
            "must be " + std::to_string(least) + " to " + std::to_string(most) + ", is " +
                std::to_string(found->get()));
    return std::nullopt;
  }
  return found->get();
}

void Section::forbid(const std::string& key, const std::string& why) {
  if (has(key)) fail_at(key, config_errc::unknown_key, why);
}

void Section::finish() {
  if (!status_ || table_ == nullptr) return;
  for (const auto& [key, node] : *table_) {
    const std::string word(key.str());
    if (std::find(known_.begin(), known_.end(), word) != known_.end()) continue;
    const auto meant = nearest(word, known_);
    return fail_at(word, config_errc::unknown_key,
                   meant ? "not a key of [" + name_ + "]; did you mean " + name_ + "." + *meant + "?"
                         : "not a key of [" + name_ + "]");
  }
}

}  // namespace facet::resolver
