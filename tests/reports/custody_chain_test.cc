// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/custody_chain.h"

#include <doctest/doctest.h>

#include "base/case.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using reports::check_custody;

TEST_CASE("the custody log of a case is a whole chain") {
  test::TempDir dir;
  auto made = Case::create(dir / "case", std::make_shared<SystemClock>());
  REQUIRE(made);
  CustodyEvent event;
  event.action = "import";
  event.item = "logs/access.log";
  REQUIRE(made->custody(event));
  const auto chain = check_custody(test::read_text(dir / "case/custody.jsonl"));
  CHECK(chain.events == 2);
  CHECK(chain.faults.empty());
  CHECK(chain.head == made->custody_head());
}

TEST_CASE("an empty log is whole, and its head is zero") {
  CHECK(check_custody("").faults.empty());
  CHECK(check_custody("").head == Digest{});
}

TEST_CASE("whatever is done to an event shows at it or at the next one") {
  const std::string whole = test::sample_custody();
  REQUIRE(check_custody(whole).faults.empty());
  const auto second = whole.find('\n') + 1;
  const auto third = whole.find('\n', second) + 1;
  struct {
    const char* what;
    std::string log;
    std::size_t line;
  } const cases[] = {
      {"altered", std::string(whole).replace(whole.find("open"), 4, "seal"), 2},
      {"removed", whole.substr(0, second) + whole.substr(third), 2},
      {"first removed", whole.substr(second), 1},
      {"swapped",
       whole.substr(0, second) + whole.substr(third) +
           whole.substr(second, third - second),
       2},
      {"no JSON", whole + "x\n", 4},
      {"no object", whole + "[]\n", 4},
      {"half a line", whole + "{\"seq\":4", 4},
      {"an empty line", whole + "\n", 4},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const auto chain = check_custody(c.log);
    REQUIRE_FALSE(chain.faults.empty());
    CHECK(chain.faults.front().line == c.line);
  }
}

TEST_CASE("what nests deep, or is wrong without end, costs little") {
  const std::string deep = R"({"seq":1,"prev":")" + Digest{}.hex() +
                           R"(","more":)" + std::string(50, '[') +
                           std::string(50, ']') + "}\n";
  REQUIRE(check_custody(deep).faults.size() == 1);
  CHECK(check_custody(deep).faults.front().why == "is no event");
  const auto endless = check_custody(std::string(1000, '\n'));
  CHECK(endless.faults.size() == reports::kMaxChainFaults);
  CHECK(endless.events == reports::kMaxChainFaults);
}
