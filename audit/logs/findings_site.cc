// SPDX-License-Identifier: GPL-3.0-or-later
//
// S1, S3, S4, S5: what the site or its log lacks. About nobody else.

#include <algorithm>
#include <map>

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "audit/logs/log_gaps.h"
#include "audit/logs/own_robots.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kListed = 20;
constexpr std::size_t kMaxVersions = 50;  // whose texts are looked at

// Faults by name, with their numbers, and what was seen of them.
struct Faults {
  std::map<std::string, std::uint64_t> by_name;
  std::uint64_t count = 0;

  void add(std::string_view name, std::uint64_t n = 1) {
    by_name[std::string(name)] += n;
    count += n;
  }
};

Draft about_site(const Material& material, const char* code,
                 const char* subject, const Faults& faults) {
  Draft draft;
  draft.finding.code = code;
  draft.finding.subject = subject;
  draft.finding.rule_version = kRuleVersion;
  draft.finding.grade = {.identity = 4,
                         .rules = 4,
                         .log = log_grade(material),
                         .predicate = find_code(code)->predicate};
  draft.finding.facts = {{"count", faults.count}, {"faults", faults.by_name}};
  return draft;
}

const config::ScraperRegistry& registry_for(const Material& material) {
  return material.inputs.registry ? *material.inputs.registry
                                  : config::ScraperRegistry::built_in();
}

// The texts that were served at some time of the logs.
std::vector<Version> versions_of(const Material& material) {
  std::vector<Version> found;
  const Collector& collector = material.collector;
  if (collector.counts().requests == 0) return found;
  for (const Version& version : material.inputs.history.versions())
    if (version->status / 100 == 2 && version->seen_from <= collector.last() &&
        version->seen_to >= collector.first() && found.size() < kMaxVersions)
      found.push_back(version);
  return found;
}

json note_json(const Version& version, const crawler::LintNote& note) {
  return {{"version", version->digest.hex()},
          {"code", note.code},
          {"line", note.line},
          {"written", printable(note.written, 500)}};
}

void draft_answers(const Material& material, std::vector<Draft>& drafts) {
  Faults faults;
  std::vector<Place> places;
  std::uint64_t clients = 0;
  std::optional<UtcTime> first, last;
  for (const Actor& actor : material.collector.actors().all()) {
    bool any = false;
    for (const RobotsRead& read : actor.reads) {
      const Version& version = material.rules.at(read.time);
      const bool known =
          version && version->availability() == crawler::Availability::rules;
      const auto fault = read.head
                             ? std::string_view()
                             : answer_fault(read.status, read.bytes, known);
      if (fault.empty()) continue;
      any = true;
      faults.add(fault);
      first = first ? std::min(*first, read.time) : read.time;
      last = last ? std::max(*last, read.time) : read.time;
      // A person's line is nobody's evidence.
      if (!material.collector.agents()[read.agent].browser &&
          places.size() < kListed)
        places.push_back(read.place);
    }
    clients += any;
  }
  json notes = json::array();
  std::vector<audit::Evidence> texts;
  for (const Version& version : versions_of(material))
    for (const auto& note :
         text_faults(version->text, registry_for(material))) {
      faults.add(note.code);
      if (notes.size() == kListed) break;
      notes.push_back(note_json(version, note));
      texts.push_back(version_evidence(version));
    }
  if (faults.count == 0) return;
  Draft draft = about_site(material, "S1", "robots.txt as answered", faults);
  draft.places = std::move(places);
  draft.finding.evidence = std::move(texts);
  draft.first = first.value_or(material.collector.first());
  draft.finding.facts.update(
      {{"clients", clients},
       {"notes", std::move(notes)},
       {"first", to_rfc3339(draft.first)},
       {"last", to_rfc3339(last.value_or(material.collector.last()))}});
  drafts.push_back(std::move(draft));
}

void draft_void_rules(const Material& material, std::vector<Draft>& drafts) {
  Faults faults;
  json notes = json::array();
  std::vector<audit::Evidence> texts;
  for (const Version& version : versions_of(material)) {
    const auto found = void_rules(version->text, registry_for(material));
    if (!found.empty() && texts.size() < kListed)
      texts.push_back(version_evidence(version));
    for (const auto& note : found) {
      faults.add(note.code);
      if (notes.size() < kListed) notes.push_back(note_json(version, note));
    }
  }
  if (faults.count == 0) return;
  Draft draft =
      about_site(material, "S3", "robots.txt that binds nobody", faults);
  draft.first = material.collector.first();
  draft.finding.evidence = std::move(texts);
  draft.finding.facts.update({{"rule_line", notes.front()["line"]},
                              {"rule_text", notes.front()["written"]},
                              {"notes", std::move(notes)}});
  drafts.push_back(std::move(draft));
}

void draft_log_lacks(const Material& material, std::vector<Draft>& drafts) {
  constexpr std::uint64_t kSome = 20;  // requests that say something
  Faults faults;
  json gaps = json::array();
  json files = json::array();
  for (const LogGap& gap : material.collector.hours().gaps()) {
    faults.add("gap");
    if (gaps.size() < kListed)
      gaps.push_back({{"from", to_rfc3339(gap.from)},
                      {"to", to_rfc3339(gap.to)},
                      {"hours", std::chrono::duration_cast<std::chrono::hours>(
                                    gap.to - gap.from)
                                    .count()}});
  }
  for (const LogFile& file : material.files) {
    if (file.weakness.empty()) continue;
    faults.add("weak_format");
    if (files.size() < kListed)
      files.push_back({{"file", to_valid_utf8(file.path.filename().string())},
                       {"format", file.format},
                       {"weakness", file.weakness}});
  }
  const auto& counts = material.collector.counts();
  if (counts.requests >= kSome && counts.without_agent == counts.requests)
    faults.add("no_user_agents");
  if (faults.count == 0) return;
  Draft draft = about_site(material, "S4", "access logs", faults);
  draft.first = material.collector.first();
  draft.finding.facts.update({{"gaps", std::move(gaps)},
                              {"files", std::move(files)},
                              {"first", to_rfc3339(material.collector.first())},
                              {"last", to_rfc3339(material.collector.last())}});
  drafts.push_back(std::move(draft));
}

void draft_unknown_rules(const Material& material, std::vector<Draft>& drafts) {
  const auto& counts = material.collector.counts();
  // Without any version nothing at all was judged; the stage says so.
  if (counts.rules_unknown == 0 || material.inputs.history.versions().empty())
    return;
  Faults faults;
  faults.add("rules_unknown", counts.rules_unknown);
  Draft draft = about_site(material, "S5", "rules not known", faults);
  const auto& [first, last] = material.collector.unknown_span();
  draft.first = first;
  // Rounded up: a share of nothing would be none.
  const std::uint64_t percent =
      (counts.rules_unknown * 100 + counts.judged - 1) / counts.judged;
  draft.finding.facts.update({{"requests", counts.judged},
                              {"percent", percent},
                              {"first", to_rfc3339(first)},
                              {"last", to_rfc3339(last)}});
  drafts.push_back(std::move(draft));
}

}  // namespace

void draft_site(const Material& material, std::vector<Draft>& drafts) {
  draft_answers(material, drafts);
  draft_void_rules(material, drafts);
  draft_log_lacks(material, drafts);
  draft_unknown_rules(material, drafts);
}

}  // namespace veto::logs
