#include "client/cli/exit_code.h"

#include <string>

#include "client/cli/refusal_words.h"
#include "client/cli/tr.h"
#include "client/lib/contacts/errors.h"
#include "client/lib/phone.h"

namespace facet::cli {
namespace {

class Category final : public std::error_category {
 public:
  const char* name() const noexcept override { return "facet-cli"; }
  std::string message(int code) const override;
};

std::string word(errc code) {
  switch (code) {
    case errc::bad_value:
      return "bad_value";
    case errc::no_such_group:
      return "no_such_group";
    case errc::no_such_contact:
      return "no_such_contact";
    case errc::ambiguous_contact:
      return "ambiguous_contact";
    case errc::unreadable:
      return "unreadable";
    case errc::no_password:
      return "no_password";
    case errc::refused:
      return "refused";
    case errc::unwritable:
      return "unwritable";
  }
  return "error";
}

std::string Category::message(int code) const {
  return word(static_cast<errc>(code));
}

const Category& category() {
  static const Category instance;
  return instance;
}

// How much of the library's detail ("fact; next step", in English) is said behind the sentence.
enum class Detail { none, fact, whole };

// What the library's code means to the person at the keyboard.
struct Meaning {
  const char* word;
  Exit exit;
  Detail detail;
  const char* sentence;
};

Meaning meaning_of(client::errc code) {
  using client::errc;
  switch (code) {
    case errc::no_profile:
      return {
          "no_profile", Exit::profile, Detail::fact,
          tr_noop("there is no profile here; `facet init --number +…` makes one, --profile names another")};
    case errc::profile_exists:
      return {"profile_exists", Exit::failed, Detail::fact,
              tr_noop("there is a profile here already; choose another folder with --profile, or remove it")};
    case errc::bad_profile:
      return {"bad_profile", Exit::profile, Detail::whole,
              tr_noop("the profile cannot be used; correct it, or remove it and run `facet init`")};
    case errc::store:
      return {"store", Exit::failed, Detail::whole,
              tr_noop("the store of this profile does not work; check the disk and the folder's rights")};
    case errc::newer_store:
      return {"newer_store", Exit::profile, Detail::whole,
              tr_noop("the profile was made by a newer facet; install that version")};
    case errc::no_such_group:
      return {"no_such_group", Exit::usage, Detail::fact,
              tr_noop("there is no such group; `facet group list` shows all")};
    case errc::group_exists:
      return {"group_exists", Exit::failed, Detail::fact,
              tr_noop("there is a group of that name already; `facet group add` adds to it")};
    case errc::no_such_contact:
      return {"no_such_contact", Exit::usage, Detail::fact,
              tr_noop("there is no such contact; `facet contacts list` shows all")};
    case errc::bad_value:
      return {"bad_value", Exit::usage, Detail::whole, tr_noop("that value cannot be used")};
    case errc::over_limit:
      return {"over_limit", Exit::failed, Detail::whole, tr_noop("that is more than Facet takes")};
    case errc::unreachable:
      return {
          "unreachable", Exit::failed, Detail::fact,
          tr_noop(
              "the server cannot be reached; check the network and the broker's address, then try again")};
    case errc::not_authorised:
      return {"not_authorised", Exit::not_authorised, Detail::none,
              tr_noop("the server refused the number or the password; correct them in profile.toml")};
    case errc::no_answer:
      return {"no_answer", Exit::failed, Detail::none,
              tr_noop("the server did not answer in time; try again, or give it longer with --timeout")};
    case errc::refused:
      return {"refused", Exit::failed, Detail::whole, tr_noop("the server refused it")};
    case errc::erased:
      return {
          "erased", Exit::failed, Detail::none,
          tr_noop(
              "this account was erased: nothing of it can be changed or asked; `facet sync` sends that if it "
              "waits, --profile with another folder begins anew")};
    case errc::busy:
      return {
          "busy", Exit::failed, Detail::none,
          tr_noop("another facet is online with this profile; end it (perhaps `facet watch`) and try again")};
  }
  return {"error", Exit::failed, Detail::whole, tr_noop("it did not work")};
}

std::string with_detail(const std::string& sentence, Detail how, const std::string& detail) {
  if (how == Detail::none || detail.empty()) return sentence;
  if (how == Detail::whole) return sentence + ": " + detail;
  return sentence + " (" + detail.substr(0, detail.find("; ")) + ")";
}

bool is_ours(const Error& error) {
  return error.code.category() == category();
}

bool is_client(const Error& error) {
  return error.code.category() == client::make_error_code(client::errc::store).category();
}

// Of a whole address book; what is wrong with one number stands in the report of the import.
const char* word_of_book(const Error& error) {
  if (error.code == contacts::errc::no_cards) return "no_vcard";
  if (error.code == contacts::errc::file_too_large) return "over_limit";
  if (error.code == contacts::errc::unknown_charset) return "bad_value";
  return "error";
}

}  // namespace

std::error_code make_error_code(errc code) {
  return {static_cast<int>(code), category()};
}

Exit exit_of(const Error& error) {
  if (is_client(error)) return meaning_of(static_cast<client::errc>(error.code.value())).exit;
  if (error.code == contacts::errc::unknown_charset) return Exit::usage;
  if (!is_ours(error)) return Exit::failed;
  switch (static_cast<errc>(error.code.value())) {
    case errc::unreadable:
    case errc::refused:
    case errc::unwritable:
      return Exit::failed;
    default:
      return Exit::usage;
  }
}

std::string name_of(const Error& error) {
  if (is_client(error)) return meaning_of(static_cast<client::errc>(error.code.value())).word;
  return is_ours(error) ? word(static_cast<errc>(error.code.value())) : word_of_book(error);
}

std::string sentence_of(const Error& error) {
  if (is_ours(error)) return error.detail;
  if (!is_client(error)) {  // contacts::errc: its messages are sentences
    return with_detail(tr(error.code.message().c_str()), Detail::whole, error.detail);
  }
  const Meaning meaning = meaning_of(static_cast<client::errc>(error.code.value()));
  if (error.code == client::errc::refused) {
    return with_detail(tr(meaning.sentence), meaning.detail, in_our_words(error.detail));
  }
  return with_detail(tr(meaning.sentence), meaning.detail, error.detail);
}

}  // namespace facet::cli
