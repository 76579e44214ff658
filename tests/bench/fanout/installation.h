#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schemas/ids.h"
#include "schemas/result.h"
#include "tests/bench/load/measure.h"
#include "tests/support/mosquitto.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace facet::bench {

// How the broker decides who may do what.
enum class Door {
  open,    // Mosquitto alone, everybody may do everything: what anything else is compared with
  plugin,  // Facet's plugin
};
std::string_view name(Door door);
// The plugin was built.
bool has_plugin();

// What both sides of a comparison have in common: Mosquitto with the settings of deploy/, on a free port of
// 127.0.0.1, in a folder of its own, ended with the object.
class RawBroker {
 public:
  RawBroker();
  // Fails when Mosquitto did not start.
  Status ready() const;
  load::Servers servers() const { return {broker_->port(), broker_->pid(), 0}; }

 private:
  testing_support::TempDir dir_;
  std::unique_ptr<testing_support::Mosquitto> broker_;
};

// The one place that knows how Facet is started: broker, its users, resolver.
class Installation {
 public:
  struct Choices {
    bool keep = false;              // the folder stays
    bool damps = false;             // as deployed; otherwise one change after the other goes out at once
    bool chosen_passwords = false;  // hashed as dearly as what people think of, not as what is made up
  };
  // Who may log in, all with password(). Starts broker and resolver.
  Installation(Door door, const std::vector<UserId>& phones, Choices choices);
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  // Until the resolver serves; fails with what the servers said when they do not come so far.
  Status ready(load::Steady::time_point deadline);
  load::Servers servers() const;
  // kill -9, and started again with what it had saved.
  Status restart_broker();
  const std::string& password() const { return password_; }
  std::filesystem::path path() const { return dir_->path(); }
  // With the last lines of both logs, for whoever has to find out.
  Error explain(Error error) const;

 private:
  Status make_users(const std::vector<UserId>& phones);
  std::string broker_config(std::uint16_t port) const;
  void start_resolver();

  std::unique_ptr<testing_support::TempDir> dir_;
  Choices choices_;
  Door door_;
  std::string password_;
  Status made_;
  std::unique_ptr<testing_support::Mosquitto> broker_;
  std::unique_ptr<testing_support::Process> resolver_;
};

}  // namespace facet::bench
