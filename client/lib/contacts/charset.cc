#include "client/lib/contacts/charset.h"

#include <iconv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

namespace facet::contacts {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct Charset {
  std::string_view label;  // upper case
  const char* iconv_name;
};
// As the WHATWG encoding standard has it: what calls itself ISO-8859-1 or ASCII is Windows-1252 in practice,
// and GBK and GB2312 are read as their superset.
constexpr std::array kCharsets = {
    Charset{"UTF-8", "UTF-8"},
    Charset{"UTF8", "UTF-8"},
    Charset{"US-ASCII", "CP1252"},
    Charset{"ASCII", "CP1252"},
    Charset{"ISO-8859-1", "CP1252"},
    Charset{"ISO8859-1", "CP1252"},
    Charset{"LATIN1", "CP1252"},
    Charset{"ISO-8859-2", "ISO-8859-2"},
    Charset{"ISO-8859-5", "ISO-8859-5"},
    Charset{"ISO-8859-7", "ISO-8859-7"},
    Charset{"ISO-8859-9", "CP1254"},
    Charset{"ISO-8859-15", "ISO-8859-15"},
    Charset{"WINDOWS-1250", "CP1250"},
    Charset{"CP1250", "CP1250"},
    Charset{"WINDOWS-1251", "CP1251"},
    Charset{"CP1251", "CP1251"},
    Charset{"WINDOWS-1252", "CP1252"},
    Charset{"CP1252", "CP1252"},
    Charset{"WINDOWS-1253", "CP1253"},
    Charset{"WINDOWS-1254", "CP1254"},
    Charset{"WINDOWS-1255", "CP1255"},
    Charset{"WINDOWS-1256", "CP1256"},
    Charset{"WINDOWS-1257", "CP1257"},
    Charset{"WINDOWS-1258", "CP1258"},
    Charset{"WINDOWS-874", "CP874"},
    Charset{"KOI8-R", "KOI8-R"},
    Charset{"KOI8-U", "KOI8-U"},
    Charset{"GBK", "GB18030"},
    Charset{"GB2312", "GB18030"},
    Charset{"GB18030", "GB18030"},
    Charset{"CP936", "GB18030"},
    Charset{"WINDOWS-936", "GB18030"},
    Charset{"BIG5", "BIG5-HKSCS"},
    Charset{"BIG5-HKSCS", "BIG5-HKSCS"},
    Charset{"SHIFT_JIS", "CP932"},
    Charset{"SHIFT-JIS", "CP932"},
    Charset{"CP932", "CP932"},
    Charset{"EUC-JP", "EUC-JP"},
    Charset{"ISO-2022-JP", "ISO-2022-JP"},
    Charset{"EUC-KR", "UHC"},
    Charset{"KS_C_5601-1987", "UHC"},
};

const Charset* find(std::string_view name) {
  std::string upper{name};
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto* at = std::find_if(kCharsets.begin(), kCharsets.end(),
                                [&](const Charset& charset) { return charset.label == upper; });
  return at == kCharsets.end() ? nullptr : at;
}

class Iconv {
 public:
  explicit Iconv(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  ~Iconv() {
    if (usable()) iconv_close(handle_);
  }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;

  bool usable() const {
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): iconv_open(3)
  }

  // `unit`: bytes to skip where nothing can be made of them.
  Text convert(std::string_view bytes, std::size_t unit) {
    Text text;
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char* in = const_cast<char*>(bytes.data());  // iconv does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
      if (step(in, left, text.utf8)) continue;
      text.damaged = true;
      text.utf8 += kReplacement;
      const std::size_t skipped = std::min(unit, left);
      in += skipped;
      left -= skipped;
    }
    flush(text.utf8);
    return text;
  }

 private:
  // False where the input holds something that cannot be converted.
  bool step(char*& in, std::size_t& left, std::string& out) {
    std::array<char, 4096> buffer;
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const bool done = iconv(handle_, &in, &left, &to, &room) != static_cast<std::size_t>(-1);
    const bool full = !done && errno == E2BIG;
    out.append(buffer.data(), buffer.size() - room);
    return done || full;
  }

  // Some converters hold a character back until they know what follows.
  void flush(std::string& out) {
    std::array<char, 64> buffer;
    char* to = buffer.data();
    std::size_t room = buffer.size();
    iconv(handle_, nullptr, nullptr, &to, &room);
    out.append(buffer.data(), buffer.size() - room);
  }

  iconv_t handle_;
};

}  // namespace

Text repair_utf8(std::string_view bytes) {
  Text text;
  text.utf8.reserve(bytes.size());
  const auto size = static_cast<int64_t>(bytes.size());
  int64_t i = 0;
  while (i < size) {
    const int64_t start = i;
    UChar32 character = 0;
    U8_NEXT(bytes.data(), i, size, character);
    if (character >= 0) {
      text.utf8.append(bytes.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
    } else {
      text.damaged = true;
      text.utf8 += kReplacement;
    }
  }
  return text;
}

bool is_utf8(std::string_view bytes) {
  return !repair_utf8(bytes).damaged;
}

bool is_known_charset(std::string_view name) {
  return find(name) != nullptr;
}

struct Decoder::Converter {
  explicit Converter(const char* from) : from_name(from), iconv(from) {}
  std::string_view from_name;
  Iconv iconv;
};

Decoder::Decoder() = default;
Decoder::~Decoder() = default;

Text Decoder::to_utf8(std::string_view bytes, std::string_view charset) {
  const Charset* known = find(charset);
  if (known == nullptr || known->iconv_name == std::string_view{"UTF-8"}) return repair_utf8(bytes);
  if (!converter_ || converter_->from_name != known->iconv_name) {
    converter_ = std::make_unique<Converter>(known->iconv_name);
  }
  // A C library without this module (musl, or a stripped gconv): say that the text is damaged.
  if (!converter_->iconv.usable()) {
    Text text = repair_utf8(bytes);
    text.damaged = true;
    return text;
  }
  return converter_->iconv.convert(bytes, 1);
}

FileText file_text(std::string_view file, std::string& storage) {
  if (file.starts_with(kUtf8Mark)) return {.text = file.substr(kUtf8Mark.size())};
  const char* utf16 = nullptr;
  if (file.starts_with("\xFF\xFE")) utf16 = "UTF-16LE";
  if (file.starts_with("\xFE\xFF")) utf16 = "UTF-16BE";
  if (utf16 == nullptr) return {.text = file};
  Iconv iconv{utf16};
  if (!iconv.usable()) return {.text = file, .damaged = true};
  Text text = iconv.convert(file.substr(2), 2);
  storage = std::move(text.utf8);
  return {.text = storage, .was_utf16 = true, .damaged = text.damaged};
}

}  // namespace facet::contacts
