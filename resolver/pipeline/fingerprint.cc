#include "resolver/pipeline/fingerprint.h"

#include <sodium.h>

#include <string_view>

namespace facet::resolver {
namespace {

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, sizeof(Fingerprint)); }

  void add(std::uint64_t number) {
    std::array<unsigned char, 8> bytes{};
    for (auto& byte : bytes) {
      byte = static_cast<unsigned char>(number);
      number >>= 8;
    }
    crypto_generichash_update(&state_, bytes.data(), bytes.size());
  }
  // With its length, so that no two lists run into one.
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  void add(const ShowMessage& show) {
    add(show.presentity.value());
    add(show.view);
    add(static_cast<std::uint64_t>(show.expires_at.time_since_epoch().count()));
    add(std::uint64_t{show.watchers.size()});
    for (const UserId watcher : show.watchers) add(watcher.value());
  }
  void add(const TopicMessage& message) {
    add(message.topic);
    add(message.payload);
  }
  Fingerprint end() {
    Fingerprint result{};
    crypto_generichash_final(&state_, result.data(), result.size());
    return result;
  }

 private:
  crypto_generichash_state state_{};
};

}  // namespace

Fingerprint fingerprint(const Messages& messages) {
  Hash hash;
  for (const auto& message : messages) {
    hash.add(std::uint64_t{message.index()});
    std::visit([&hash](const auto& one) { hash.add(one); }, message);
  }
  return hash.end();
}

}  // namespace facet::resolver
