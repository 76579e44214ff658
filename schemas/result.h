#pragma once

#include <string>
#include <system_error>
#include <tl/expected.hpp>
#include <utility>

namespace facet {

// Why something did not work: a code that callers branch on, and a sentence for people.
// `detail` may hold ids and paths of the user's own; it is not for logs at info level.
struct Error {
  std::error_code code;
  std::string detail;

  // "group not found: no group 'Famly'; see `facet group list`"
  std::string message() const { return detail.empty() ? code.message() : code.message() + ": " + detail; }
};

// A value or an Error. Errors are values up to the process's edge; no exception leaves a module.
template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

template <typename Errc>
requires std::is_error_code_enum_v<Errc> tl::unexpected<Error> fail(Errc code, std::string detail = {}) {
  return tl::unexpected<Error>(Error{make_error_code(code), std::move(detail)});
}

inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace facet
