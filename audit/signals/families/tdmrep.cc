// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/tdmrep.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "audit/signals/families/robots_scope.h"
#include "audit/signals/families/tdmrep_elements.h"
#include "base/bounded_json.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/api/robots_path.h"

namespace veto::signals {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxTdmValue = 2000;  // bytes kept

Signal tdmrep_signal(Source source, std::string_view name,
                     std::string_view raw) {
  Signal signal;
  signal.family = Family::tdmrep;
  signal.source = source;
  signal.name = name;
  signal.raw = printable(raw, kMaxRawBytes);
  return signal;
}

struct TdmrepDocument {
  json value;
  std::string_view problem;  // "" where there is a value
};

TdmrepDocument parse_tdmrep(std::string_view bytes) {
  if (bytes.size() > kMaxTdmrepBytes) return {nullptr, "too_large"};
  bool too_deep = false;
  auto value = parse_bounded_json<json>(bytes, kMaxTdmrepDepth, too_deep);
  if (too_deep) return {nullptr, "too_deep"};
  if (value.is_discarded()) return {nullptr, "not_json"};
  return {std::move(value), ""};
}

const json* member_of(const json& rule, std::string_view name) {
  if (!rule.is_object()) return nullptr;
  const auto found = rule.find(name);
  return found == rule.end() ? nullptr : &*found;
}

std::string_view location_of(const json& rule) {
  const json* location = member_of(rule, "location");
  if (location == nullptr || !location->is_string()) return {};
  return location->get_ref<const std::string&>();
}

std::string_view location_problem(const json& rule) {
  if (!rule.is_object()) return "element_not_object";
  const std::string_view location = location_of(rule);
  if (location.empty()) return "missing_location";
  return location[0] == '/' || location[0] == '*' ? "" : "location_not_path";
}

std::string_view reservation_problem(const json* value) {
  if (value == nullptr) return "missing_reservation";
  if (!value->is_number()) return "value_not_number";
  return *value == 0 || *value == 1 ? "" : "bad_value";
}

std::string shown_reservation(const json* value) {
  if (value == nullptr) return {};
  if (reservation_problem(value).empty()) return *value == 0 ? "0" : "1";
  return printable(value->dump(), kMaxTdmValue);
}

// Readers come by it without its base: from a file, a field, a book.
std::string_view policy_problem(std::string_view policy) {
  const auto url = Url::parse(trim(policy));
  return url && url->is_http() ? "" : "policy_not_url";
}

class RuleReader {
 public:
  void read(const json& rule, const JsonElement& element,
            std::string_view problem_of_file) {
    Signal signal = tdmrep_signal(Source::file, kTdmReservation, element.text);
    signal.line = element.line;
    signal.offset = element.offset;
    const json* value = member_of(rule, kTdmReservation);
    signal.value = shown_reservation(value);
    set_scope(signal, location_of(rule));
    if (signal.problem.empty()) signal.problem = location_problem(rule);
    if (!problem_of_file.empty()) signal.problem = problem_of_file;
    const bool has_place = signal.problem.empty();
    if (has_place) signal.problem = reservation_problem(value);
    signal.malformed = !signal.problem.empty();
    if (has_place && is_hidden(signal.scope) && !signal.malformed)
      signal.problem = "hidden_by_earlier";
    if (has_place && hiders_.size() < kMaxTdmrepHiders)
      hiders_.push_back(signal.scope);
    add(std::move(signal), has_place, member_of(rule, kTdmPolicy));
  }

  std::vector<Signal> take() { return std::move(signals_); }

 private:
  // The first rule that matches counts, whatever its value.
  bool is_hidden(std::string_view location) const {
    return std::ranges::any_of(hiders_, [&](const std::string& earlier) {
      return crawler::robots_pattern_covers(earlier, location);
    });
  }

  void add(Signal signal, bool has_place, const json* policy) {
    signals_.push_back(signal);
    if (policy == nullptr) return;
    signal.name = kTdmPolicy;
    if (policy->is_string()) {
      signal.value =
          printable(policy->get_ref<const std::string&>(), kMaxTdmValue);
    } else {
      signal.value = printable(policy->dump(), kMaxTdmValue);
    }
    // What is wrong with the reservation's value is not wrong with this.
    if (has_place) {
      signal.problem =
          policy->is_string()
              ? policy_problem(policy->get_ref<const std::string&>())
              : "policy_not_text";
      signal.malformed = !signal.problem.empty();
    }
    signals_.push_back(std::move(signal));
  }

  std::vector<Signal> signals_;
  std::vector<std::string> hiders_;
};

std::vector<Signal> whole_file(std::string_view bytes,
                               std::string_view problem) {
  Signal signal = tdmrep_signal(Source::file, kTdmReservation,
                                bytes.substr(0, 4 * kMaxRawBytes));
  signal.problem = problem;
  signal.malformed = true;
  return {std::move(signal)};
}

std::optional<Signal> tdmrep_of_pair(Source source, std::string_view name,
                                     std::string_view value) {
  name = trim(name);
  const bool is_reservation = iequals(name, kTdmReservation);
  if (!is_reservation && !iequals(name, kTdmPolicy)) return std::nullopt;
  value = trim(value);
  Signal signal =
      tdmrep_signal(source, is_reservation ? kTdmReservation : kTdmPolicy,
                    std::string(name) + ": " + std::string(value));
  signal.value = printable(value, kMaxTdmValue);
  if (is_reservation ? value != "0" && value != "1" : value.empty())
    signal.problem = "bad_value";
  else if (!is_reservation)
    signal.problem = policy_problem(value);
  signal.malformed = !signal.problem.empty();
  return signal;
}

}  // namespace

std::vector<Signal> read_tdmrep_file(std::string_view bytes) {
  if (trim(bytes.substr(0, kMaxTdmrepBytes)).starts_with('<')) return {};
  const auto [document, problem] = parse_tdmrep(bytes);
  if (!problem.empty()) return whole_file(bytes, problem);
  RuleReader reader;
  if (document.is_object()) {
    reader.read(document, {0, 1, bytes}, "object_not_array");
    return reader.take();
  }
  if (!document.is_array()) return whole_file(bytes, "not_array");
  if (document.empty()) return whole_file(bytes, "no_rules");
  const std::vector<JsonElement> elements = elements_of_array(bytes);
  const std::size_t rules =
      std::min({document.size(), elements.size(), kMaxTdmrepRules});
  for (std::size_t i = 0; i < rules; ++i)
    reader.read(document[i], elements[i], "");
  return reader.take();
}

std::optional<Signal> read_tdmrep_header(std::string_view name,
                                         std::string_view value) {
  return tdmrep_of_pair(Source::header, name, value);
}

std::optional<Signal> read_tdmrep_meta(std::string_view name,
                                       std::string_view content) {
  return tdmrep_of_pair(Source::meta, name, content);
}

std::optional<Signal> read_tdmrep_metadata(std::string_view name,
                                           std::string_view value) {
  return tdmrep_of_pair(Source::metadata, "tdm-" + std::string(name), value);
}

}  // namespace veto::signals
