#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "broker-plugin/credentials/credential.h"

namespace facet::door {

// All users of a broker, in memory. Not thread-safe. Everything in it is valid (credential.h).
class Credentials {
 public:
  // O(1) and without allocating, for the broker asks with every login. The pointer holds until put() or
  // erase() of that user, and is not moved by those of others.
  const Credential* find(std::string_view name) const;

  // Adds, or replaces whoever has that name. bad_name, bad_value, or too_large beyond limits::kCredentials;
  // nothing is changed then.
  Status put(Credential credential);

  // False when there was none of that name.
  bool erase(std::string_view name);

  std::size_t size() const { return users_.size(); }
  // Before many put().
  void reserve(std::size_t users) { users_.reserve(users); }

  // By name, byte by byte. The pointers hold as those of find().
  std::vector<const Credential*> sorted() const;

  bool operator==(const Credentials&) const = default;

 private:
  struct ByName {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
    std::size_t operator()(const Credential& user) const { return (*this)(std::string_view{user.name}); }
    bool operator()(std::string_view a, const Credential& b) const { return a == b.name; }
    bool operator()(const Credential& a, std::string_view b) const { return a.name == b; }
    bool operator()(const Credential& a, const Credential& b) const { return a.name == b.name; }
  };
  // A set whose key is a part of its element: a name stands in memory once.
  std::unordered_set<Credential, ByName, ByName> users_;
};

}  // namespace facet::door
