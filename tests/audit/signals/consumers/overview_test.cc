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
  CHECK(crawling.asked == std::vector<std::string_view>{"OpenAI"});
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
