#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace facet::bench {

// What was measured, by name: several values of one name are repetitions of one measurement.
class Report {
 public:
  void add(const std::string& name, double value);
  void fact(const std::string& name, nlohmann::ordered_json value) { facts_[name] = std::move(value); }

  bool has(const std::string& name) const { return series_.contains(name); }
  // "118,000 (113,000 .. 127,000)": the median and the range; "-" when it was not measured.
  std::string text(const std::string& name) const;
  // Facts, and of each series the median, NAME_min and NAME_max.
  nlohmann::ordered_json json() const;

 private:
  std::map<std::string, std::vector<double>> series_;
  nlohmann::ordered_json facts_;
};

}  // namespace facet::bench
