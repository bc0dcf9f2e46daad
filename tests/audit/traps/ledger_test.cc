// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger: kept, on record in the custody log, and never written over.

#include "audit/traps/ledger.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "tests/support.h"

namespace veto::traps {
namespace {

using std::chrono::hours;

const UtcTime kNow = from_micros(1'795'000'000'000'000);

struct Kept {
  veto::test::TempDir dir;
  Case the_case;
  Trap trap;

  Kept()
      : the_case(
            *Case::create(dir / "case", std::make_shared<FixedClock>(kNow))),
        trap(*new_trap(*Url::parse("https://example.org/"), kNow)) {
    REQUIRE(add_trap(the_case, trap).has_value());
  }
  std::string custody() {
    return *read_file(the_case.path("custody.jsonl"), 1 << 20);
  }
};

TEST_CASE("ledger: what was kept is read again, and is on record") {
  Kept kept;
  const auto traps = load_traps(kept.the_case);
  REQUIRE(traps.has_value());
  REQUIRE(traps->size() == 1);
  const Trap& read = traps->front();
  CHECK(trap_json(read) == trap_json(kept.trap));
  CHECK(trap_json(read)["disallowed_from"].is_null());
  CHECK(kept.custody().find(kept.trap.path) != std::string::npos);
  // One path once.
  CHECK(!add_trap(kept.the_case, kept.trap));
}

TEST_CASE("ledger: since when it is disallowed is said once, and no earlier") {
  Kept kept;
  const auto declare = [&](UtcTime since) {
    const auto done = declare_disallowed(kept.the_case, kept.trap.path, since);
    return done                                      ? std::string("done")
           : done.error().kind == ErrorKind::usage   ? "usage"
           : done.error().kind == ErrorKind::refused ? "refused"
                                                     : "other";
  };
  CHECK(declare(kNow - hours(1)) == "usage");
  CHECK(declare(kNow + hours(1)) == "done");
  CHECK(declare(kNow + hours(2)) == "refused");
  CHECK(load_traps(kept.the_case)->front().disallowed_from == kNow + hours(1));
  CHECK(kept.custody().find("as the user states") != std::string::npos);
  const auto missing = declare_disallowed(kept.the_case, "/no/", kNow);
  REQUIRE(!missing);
  CHECK(missing.error().kind == ErrorKind::not_found);
}

TEST_CASE("ledger: since when it was seen disallowed") {
  Trap trap;
  trap.path = "/trap-1/";
  const std::string open = "User-agent: *\nDisallow: /x/\n";
  const std::string closed = "User-agent: *\nDisallow: /trap-1/\n";
  const std::string more = closed + "Disallow: /y/\n";
  const auto seen = [&](std::vector<std::pair<int, std::string>> sights,
                        int last_status = 200) {
    crawler::RobotsHistory history;
    for (std::size_t i = 0; i < sights.size(); ++i)
      REQUIRE(history
                  .sighted(kNow + hours(sights[i].first),
                           i + 1 == sights.size() ? last_status : 200,
                           sights[i].second, crawler::Provenance::captured, "")
                  .has_value());
    const auto since = seen_disallowed(history, trap);
    return since ? std::chrono::duration_cast<hours>(*since - kNow).count()
                 : -1;
  };
  CHECK(seen({}) == -1);
  CHECK(seen({{0, open}}) == -1);
  CHECK(seen({{0, closed}, {5, closed}}) == 0);
  CHECK(seen({{0, open}, {1, closed}, {5, closed}}) == 1);
  CHECK(seen({{0, closed}, {5, open}}) == -1);
  // Between other texts nothing is known: from the last sight on alone.
  CHECK(seen({{0, closed}, {5, more}}) == 5);
  CHECK(seen({{0, closed}, {5, ""}}, 404) == -1);
}

}  // namespace
}  // namespace veto::traps
