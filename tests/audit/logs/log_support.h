// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of audit/logs share: small logs written line by line, and a
// robots.txt history imported from a folder as users give it.

#ifndef VETO_TESTS_AUDIT_LOGS_LOG_SUPPORT_H_
#define VETO_TESTS_AUDIT_LOGS_LOG_SUPPORT_H_

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/logs/logs.h"
#include "tests/support.h"

namespace veto::logs::test {

inline void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline UtcTime utc(const std::string& text) {
  auto time = parse_rfc3339(text);
  REQUIRE(time.has_value());
  return *time;
}

// A registry of a few entries, so that these tests do not depend on the data.
inline const config::ScraperRegistry& registry() {
  return config::ScraperRegistry::built_in();
}

inline constexpr const char* kRules = "User-agent: *\nDisallow: /p/\n";

// A time of the logs' day, as the format writes it.
inline std::string at(const char* clock) {
  return std::string("23/Nov/2026:") + clock + " +0000";
}

// One site with one log: everything a judgement depends on.
struct Site {
  veto::test::TempDir dir;
  std::string log;
  std::optional<UtcTime> complete_from = utc("2026-11-01T00:00:00Z");
  std::string origin;
  std::vector<FaceImage> faces;
  std::vector<traps::Trap> traps;
  SentHistory sent;
  std::vector<Error> warnings;

  // With rules: in force since long before.
  explicit Site(const char* rules = nullptr) {
    std::filesystem::create_directory(dir / "robots");
    if (rules) robots("20260101T000000Z", rules);
  }

  Site& robots(const std::string& from, const std::string& text,
               int status = 200) {
    write(dir / ("robots/" + from + ".txt"), text);
    if (status != 200)
      write(dir / ("robots/" + from + ".status"), std::to_string(status));
    return *this;
  }
  // `when` is the time of the format, "23/Nov/2026:10:00:00 +0000".
  Site& hit(const std::string& ip, const std::string& when,
            const std::string& target, const std::string& agent,
            int status = 200, long bytes = 100,
            const std::string& referer = "-",
            const std::string& method = "GET") {
    log += ip + " - - [" + when + "] \"" + method + " " + target +
           " HTTP/1.1\" " + std::to_string(status) + " " +
           std::to_string(bytes) + " \"" + referer + "\" \"" + agent + "\"\n";
    return *this;
  }
  Inputs inputs() {
    write(dir / "access.log", log);
    Inputs inputs;
    inputs.files = {dir / "access.log"};
    if (!std::filesystem::is_empty(dir / "robots")) {
      auto history = crawler::RobotsHistory::import(
          dir / "robots", utc("2030-01-01T00:00:00Z"));
      REQUIRE(history.has_value());
      inputs.history = *history;
    }
    inputs.complete_from = complete_from;
    inputs.origin = origin;
    inputs.faces = faces;
    inputs.traps = traps;
    inputs.sent = sent;
    inputs.own_token = "veto";
    inputs.registry = &registry();
    return inputs;
  }
  LogSummary analyse() {
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error); };
    auto summary = analyse_logs(inputs(), sinks, {});
    REQUIRE_MESSAGE(summary.has_value(),
                    (summary ? "" : summary.error().message()));
    return std::move(*summary);
  }
};

inline Site site() { return Site(kRules); }

inline LogSummary analysed(const Inputs& inputs, const Sinks& sinks) {
  auto summary = analyse_logs(inputs, sinks, {});
  REQUIRE_MESSAGE(summary.has_value(),
                  (summary ? "" : summary.error().message()));
  return std::move(*summary);
}

// Codes of all findings about clients, in order: "P1 V2".
inline std::string codes(const LogSummary& summary) {
  std::string all;
  for (const audit::Finding& finding : summary.findings)
    all += (all.empty() ? "" : " ") + finding.code;
  return all;
}

inline std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

// Verdict, finding and excuses of the last request that has a verdict:
// "disallowed V2 ", "disallowed  head".
inline std::string last_outcome(Site& site) {
  const LogSummary summary = site.analyse();
  if (summary.verdicts.empty()) return "none";
  const Verdict& last = summary.verdicts.back();
  return last.verdict + " " + last.finding + " " + joined(last.excuses);
}

}  // namespace veto::logs::test

#endif  // VETO_TESTS_AUDIT_LOGS_LOG_SUPPORT_H_
