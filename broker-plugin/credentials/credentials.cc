#include "broker-plugin/credentials/credentials.h"

#include <algorithm>

#include "schemas/limits.h"

namespace facet::door {

const Credential* Credentials::find(std::string_view name) const {
  const auto found = users_.find(name);
  return found == users_.end() ? nullptr : &*found;
}

Status Credentials::put(Credential credential) {
  if (auto valid = validate(credential); !valid) return valid;
  const auto old = users_.find(std::string_view{credential.name});
  if (old != users_.end()) {
    // The node is used again: changing the value of a set's element in place is not allowed.
    auto node = users_.extract(old);
    node.value() = std::move(credential);
    users_.insert(std::move(node));
    return {};
  }
  if (users_.size() >= limits::kCredentials) {
    return fail(credentials_errc::too_large, "there are 2,000,000 users already; remove some first");
  }
  users_.insert(std::move(credential));
  return {};
}

bool Credentials::erase(std::string_view name) {
  const auto found = users_.find(name);
  if (found == users_.end()) return false;
  users_.erase(found);
  return true;
}

std::vector<const Credential*> Credentials::sorted() const {
  std::vector<const Credential*> all;
  all.reserve(users_.size());
  for (const auto& user : users_) all.push_back(&user);
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  return all;
}

}  // namespace facet::door
