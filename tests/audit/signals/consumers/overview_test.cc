// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/signals/consumers/overview.h"

#include "audit/signals/consumers/reader.h"
#include "tests/audit/signals/consumers/said_support.h"

using namespace veto;
using namespace veto::signals;
using test::Saying;

namespace {

Cell cell(const Saying& saying, Column column) {
  return overview_of(
      *Reader().read(saying.said()))[static_cast<std::size_t>(column)];
}

}  // namespace

TEST_CASE("overview: a site that says nothing reserves nothing") {
  for (const Column column : {Column::crawling, Column::training,
                              Column::answering, Column::datasets}) {
    const Cell found = cell(Saying::image().robots_txt(""), column);
    CHECK(found.reserved == 0);
    CHECK(found.allowed == 0);
    CHECK(found.silent > 0);
  }
}

TEST_CASE("overview: consumers are counted once a column") {
  const auto saying =
      Saying::page().robots_txt("User-agent: GPTBot\nDisallow: /\n");
  const Cell crawling = cell(saying, Column::crawling);
  CHECK(crawling.asked == std::vector<AskedAway>{{"OpenAI", Sureness::quoted}});
  CHECK(crawling.reserved == 1);  // OpenAI: its crawling, not its search
  CHECK(crawling.all() == 12);    // not tdm and img2dataset
  CHECK(cell(saying, Column::training).reserved == 1);
  CHECK(cell(saying, Column::answering).reserved == 0);
}

TEST_CASE("overview: all are asked to stay away but who reads no robots.txt") {
  const auto saying =
      Saying::image().robots_txt("User-agent: *\nDisallow: /\n");
  const Cell crawling = cell(saying, Column::crawling);
  CHECK(crawling.reserved == crawling.all());
  const Cell datasets = cell(saying, Column::datasets);
  CHECK(datasets.silent == 1);
}

TEST_CASE("overview: the level is that of the row that decided") {
  const auto sure_of = [](const Saying& saying, Column column,
                          std::string_view name) -> std::string_view {
    for (const AskedAway& one : cell(saying, column).asked)
      if (one.name == name) return to_string(one.sure);
    return "not asked";
  };
  constexpr std::string_view kTdm =
      "EU text and data mining (machine-readable)";
  // Apple: its robots.txt is quoted, its directives are only listed.
  CHECK(sure_of(Saying::page().robots_txt("User-agent: *\nDisallow: /\n"),
                Column::crawling, "Apple") == "quoted");
  CHECK(sure_of(Saying::page().robots_txt("").header("X-Robots-Tag", "noindex"),
                Column::crawling, "Apple") == "catalogue");
  // A law names robots.txt, a custom made noai.
  CHECK(sure_of(Saying::page().robots_txt("User-agent: *\nDisallow: /\n"),
                Column::training, kTdm) == "standard");
  CHECK(sure_of(Saying::page().robots_txt("").header("X-Robots-Tag", "noai"),
                Column::training, kTdm) == "convention");
  CHECK(sure_of(Saying::image().robots_txt("").header("X-Robots-Tag", "noai"),
                Column::datasets, "img2dataset") == "tested");
}

TEST_CASE("overview: names are grouped by level, the surest first") {
  const auto groups = by_sureness({{"a", Sureness::catalogue},
                                   {"b", Sureness::documented},
                                   {"c", Sureness::catalogue}});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].sure == Sureness::documented);
  CHECK(groups[1].names == std::vector<std::string_view>{"a", "c"});
  CHECK(by_sureness({}).empty());
}
