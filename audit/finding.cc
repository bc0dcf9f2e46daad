// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/digest.h"

namespace veto::audit {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> kIdentities = {"I0", "I1", "I2",
                                                         "I3", "I4", "IX"};

// A netstring: no two lists of fields give the same bytes.
void append_field(std::string& out, std::string_view field) {
  out += fmt::format("{}:{},", field.size(), field);
}

// Thrown and caught in this file only, as the JSON library's own errors are.
struct OutOfRange {
  std::string what;
};

Identity identity_of(const std::string& text) {
  const auto at = std::ranges::find(kIdentities, text);
  if (at == kIdentities.end()) throw OutOfRange{"unknown identity"};
  return static_cast<Identity>(at - kIdentities.begin());
}

// The library would convert a number with a fraction, whatever its size.
int integer_of(const json& j, int least, int most, const char* what) {
  if (!j.is_number_integer()) throw OutOfRange{what};
  const auto value = j.get<std::int64_t>();
  if (value < least || value > most) throw OutOfRange{what};
  return static_cast<int>(value);
}

int part_of_grade(const json& grade, const char* name) {
  return integer_of(grade.at(name), 0, 4, "a grade outside 0 to 4");
}

Grade grade_of(const json& j) {
  return {.identity = part_of_grade(j, "identity"),
          .rules = part_of_grade(j, "rules"),
          .log = part_of_grade(j, "log"),
          .predicate = part_of_grade(j, "predicate")};
}

std::vector<Evidence> evidence_of(const json& list) {
  std::vector<Evidence> evidence;
  for (const json& j : list.get_ref<const json::array_t&>())
    evidence.push_back(
        {j.at("kind").get<std::string>(), j.at("ref").get<std::string>(),
         j.at("where").get<std::string>(), j.at("sha256").get<std::string>(),
         j.at("raw").get<std::string>()});
  return evidence;
}

std::vector<Excuse> excuses_of(const json& list) {
  std::vector<Excuse> excuses;
  for (const json& j : list.get_ref<const json::array_t&>())
    excuses.push_back({j.at("name").get<std::string>(),
                       j.at("applies").get<bool>(),
                       j.at("detail").get<std::string>()});
  return excuses;
}

Finding read_finding(const json& j) {
  Finding finding;
  finding.id = j.at("id").get<std::string>();
  finding.code = j.at("code").get<std::string>();
  finding.subject = j.at("subject").get<std::string>();
  finding.rule_version = integer_of(j.at("rule_version"), 1, 1'000'000,
                                    "a rule version outside 1 to 1000000");
  finding.grade = grade_of(j.at("grade"));
  finding.identity = identity_of(j.at("identity").get<std::string>());
  finding.operator_name = j.at("operator").get<std::string>();
  finding.evidence = evidence_of(j.at("evidence"));
  finding.excuses = excuses_of(j.at("excuses"));
  finding.does_not_show = j.at("does_not_show").get<std::vector<std::string>>();
  finding.facts = j.at("facts");
  if (!finding.facts.is_object()) throw OutOfRange{"facts that are no object"};
  return finding;
}

}  // namespace

std::string_view to_string(Identity identity) {
  return kIdentities[static_cast<std::size_t>(identity)];
}

int Grade::value() const { return std::min({identity, rules, log, predicate}); }

void Finding::seal_id() {
  std::vector<std::string_view> refs;
  for (const Evidence& item : evidence) refs.push_back(item.ref);
  std::ranges::sort(refs);
  const auto repeats = std::ranges::unique(refs);
  refs.erase(repeats.begin(), repeats.end());

  std::string named;
  append_field(named, code);
  append_field(named, subject);
  append_field(named, fmt::format("{}", refs.size()));
  for (std::string_view ref : refs) append_field(named, ref);
  append_field(named, fmt::format("{}", rule_version));
  id = sha256(named).base32();
}

bool Finding::fileable() const {
  return grade.value() >= 3 &&
         (identity == Identity::i3 || identity == Identity::i4);
}

json to_json(const Finding& finding) {
  json evidence = json::array();
  for (const Evidence& e : finding.evidence)
    evidence.push_back({{"kind", e.kind},
                        {"ref", e.ref},
                        {"where", e.where},
                        {"sha256", e.sha256},
                        {"raw", e.raw}});
  json excuses = json::array();
  for (const Excuse& e : finding.excuses)
    excuses.push_back(
        {{"name", e.name}, {"applies", e.applies}, {"detail", e.detail}});
  const Grade& grade = finding.grade;
  return {{"id", finding.id},
          {"code", finding.code},
          {"subject", finding.subject},
          {"rule_version", finding.rule_version},
          {"grade",
           {{"value", grade.value()},
            {"identity", grade.identity},
            {"rules", grade.rules},
            {"log", grade.log},
            {"predicate", grade.predicate}}},
          {"identity", to_string(finding.identity)},
          {"operator", finding.operator_name},
          {"fileable", finding.fileable()},
          {"evidence", std::move(evidence)},
          {"excuses", std::move(excuses)},
          {"does_not_show", finding.does_not_show},
          {"facts", finding.facts}};
}

Result<Finding> finding_from_json(const json& j) {
  try {
    return read_finding(j);
  } catch (const json::exception& thrown) {
    return fail(ErrorKind::damaged,
                fmt::format("not a finding ({})", thrown.what()));
  } catch (const OutOfRange& refused) {
    return fail(ErrorKind::damaged,
                fmt::format("not a finding ({})", refused.what));
  }
}

}  // namespace veto::audit
