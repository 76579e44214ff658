#include "broker-plugin/admin/errc.h"

#include "broker-plugin/credentials/errc.h"

namespace facet::admin {
namespace {

using door::credentials_errc;

class AdminCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "facet-admin"; }

  std::string message(int code) const override {
    switch (static_cast<errc>(code)) {
      case errc::usage:
        return "wrong usage";
      case errc::busy:
        return "the file is being changed";
      case errc::no_password:
        return "no password";
      case errc::bad_list:
        return "nobody was added";
      case errc::not_told:
        return "the change is stored, but the broker was not told";
    }
    return "unknown error";
  }
};

const AdminCategory& category() {
  static const AdminCategory instance;
  return instance;
}

bool is_ours(const Error& error) {
  return error.code.category() == category();
}

std::string word_of(errc code) {
  switch (code) {
    case errc::usage:
      return "usage";
    case errc::busy:
      return "busy";
    case errc::no_password:
      return "no_password";
    case errc::bad_list:
      return "bad_list";
    case errc::not_told:
      return "not_told";
  }
  return "error";
}

std::string word_of(credentials_errc code) {
  switch (code) {
    case credentials_errc::unreadable:
      return "unreadable";
    case credentials_errc::unsafe_mode:
      return "unsafe_mode";
    case credentials_errc::damaged:
      return "damaged";
    case credentials_errc::too_large:
      return "too_large";
    case credentials_errc::bad_name:
      return "bad_name";
    case credentials_errc::bad_value:
      return "bad_value";
    case credentials_errc::weak_password:
      return "weak_password";
    case credentials_errc::not_found:
      return "not_found";
    case credentials_errc::exists:
      return "exists";
    case credentials_errc::io:
      return "io";
  }
  return "error";
}

}  // namespace

std::error_code make_error_code(errc code) {
  return {static_cast<int>(code), category()};
}

std::string word_of(const Error& error) {
  if (is_ours(error)) return word_of(static_cast<errc>(error.code.value()));
  if (error.code.category() == door::make_error_code(credentials_errc::io).category()) {
    return word_of(static_cast<credentials_errc>(error.code.value()));
  }
  return "error";
}

std::string sentence_of(const Error& error) {
  return error.code == errc::usage ? error.detail : error.message();
}

int exit_of(const Error& error) {
  return error.code == errc::usage ? 2 : 1;
}

}  // namespace facet::admin
