#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/config/config.h"
#include "schemas/result.h"

// Reading one [table] of the file, so that a mistake is told with its line. Internal to config/.
namespace facet::resolver {

// Why a text is not acceptable, for people ("must be 1 to 65535"); nullopt: it is.
using TextCheck = std::function<std::optional<std::string>(const std::string&)>;

// Every read names a key, which makes it a known one; finish() complains of all others. The first mistake of
// the section is kept in `status` and makes the rest do nothing.
class Section {
 public:
  // `root` and `file` must outlive the section. A table that is not there is an empty one.
  Section(const toml::table& root, std::string name, const std::string& file, Status& status);

  void text(const std::string& key, std::string& value, const TextCheck& check = {});
  template <typename Integer>
  void integer(const std::string& key, Integer& value, std::int64_t least, std::int64_t most) {
    if (const auto number = read_integer(key, least, most)) value = static_cast<Integer>(*number);
  }
  bool has(const std::string& key) const;
  void forbid(const std::string& key, const std::string& why);

  // The mistake `why` in `key`, at its line.
  void fail_at(const std::string& key, config_errc code, const std::string& why);
  void finish();

 private:
  std::optional<std::int64_t> read_integer(const std::string& key, std::int64_t least, std::int64_t most);
  const toml::node* find(const std::string& key);
  std::string at(const toml::node* node, const std::string& key) const;

  const toml::table* table_ = nullptr;
  std::string name_;
  const std::string& file_;
  Status& status_;
  std::vector<std::string> known_;
};

}  // namespace facet::resolver
