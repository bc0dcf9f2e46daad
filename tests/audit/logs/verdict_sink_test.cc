// SPDX-License-Identifier: GPL-3.0-or-later
//
// Verdicts that go to a sink, written by a thread of its own.

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::kRules;
using test::Site;

// More verdicts than fit into one batch, or into all that may wait.
constexpr int kMany = 6000;

void ask_often(Site& site) {
  for (int i = 0; i < kMany; ++i)
    site.hit("192.0.2.1", at("10:00:00"), "/p/" + std::to_string(i), "A/1");
}

TEST_CASE("a sink takes the verdicts that a summary would keep, in order") {
  Site site(kRules);
  ask_often(site);
  const auto kept = site.analyse();
  REQUIRE(kept.verdicts.size() == kMany);
  std::vector<std::string> taken;
  const auto summary = analyse_logs(
      site.inputs(), {}, {},
      [&](const LogSummary& files, const Verdict& verdict) -> Status {
        taken.push_back(verdict_jsonl(files, verdict));
        return {};
      });
  REQUIRE(summary.has_value());
  CHECK(summary->verdicts.empty());
  CHECK(summary->counts.verdicts_left_out == 0);
  REQUIRE(taken.size() == kMany);
  for (std::size_t i = 0; i < taken.size(); ++i)
    REQUIRE(taken[i] == verdict_jsonl(kept, kept.verdicts[i]));
}

TEST_CASE("a sink's error ends the analysis, wherever it comes") {
  Site site(kRules);
  ask_often(site);
  for (const int last : {1, 1024, 1025, kMany}) {
    CAPTURE(last);
    int taken = 0;
    const auto summary =
        analyse_logs(site.inputs(), {}, {},
                     [&](const LogSummary&, const Verdict&) -> Status {
                       if (++taken < last) return {};
                       return fail(ErrorKind::io, "the disk is full");
                     });
    REQUIRE_FALSE(summary.has_value());
    CHECK(summary.error().what == "the disk is full");
    CHECK(taken == last);
  }
}

TEST_CASE("what a sink throws is an error") {
  Site site(kRules);
  ask_often(site);
  const auto summary = analyse_logs(
      site.inputs(), {}, {}, [](const LogSummary&, const Verdict&) -> Status {
        throw std::runtime_error("thrown");
      });
  REQUIRE_FALSE(summary.has_value());
  CHECK(summary.error().kind == ErrorKind::io);
}

}  // namespace
}  // namespace veto::logs
