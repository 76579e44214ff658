#include "client/cli/mo_catalogue.h"

#include <cstring>

namespace facet::cli {
namespace {

// The GNU gettext manual, "The Format of GNU MO Files".
constexpr std::uint32_t kMagic = 0x950412de;
constexpr std::size_t kHeaderBytes = 28;

}  // namespace

std::uint32_t MoCatalogue::word(std::size_t offset) const {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes_.data() + offset, sizeof value);
  return value;
}

std::optional<MoCatalogue> MoCatalogue::open(std::string_view bytes) {
  MoCatalogue catalogue{bytes};
  if (bytes.size() < kHeaderBytes || catalogue.word(0) != kMagic) return std::nullopt;
  catalogue.count_ = catalogue.word(8);
  catalogue.messages_ = catalogue.word(12);
  catalogue.translations_ = catalogue.word(16);
  for (const std::size_t table : {catalogue.messages_, catalogue.translations_}) {
    if (table > bytes.size() || catalogue.count_ > (bytes.size() - table) / 8) return std::nullopt;
    for (std::size_t i = 0; i < catalogue.count_; ++i) {
      const std::size_t length = catalogue.word(table + 8 * i);
      const std::size_t offset = catalogue.word(table + 8 * i + 4);
      if (offset >= bytes.size() || length >= bytes.size() - offset) return std::nullopt;
    }
  }
  return catalogue;
}

const char* MoCatalogue::text(std::size_t table, std::size_t index) const {
  return bytes_.data() + word(table + 8 * index + 4);
}

std::pair<const char*, const char*> MoCatalogue::entry(std::size_t index) const {
  return {text(messages_, index), text(translations_, index)};
}

const char* MoCatalogue::find(std::string_view message) const {
  std::size_t low = 0;
  std::size_t high = count_;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = message.compare(text(messages_, middle));
    if (order == 0) return text(translations_, middle);
    (order < 0 ? high : low) = order < 0 ? middle : middle + 1;
  }
  return nullptr;
}

}  // namespace facet::cli
