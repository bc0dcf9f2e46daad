// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/seed_list.h"

#include "base/file.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::config;

TEST_CASE("seed lists: one URL a line, whatever the line ends") {
  using Seeds = std::vector<std::string>;
  struct Row {
    std::string text;
    Seeds seeds;
  };
  const Row rows[] = {
      {"https://a.test/\n", {"https://a.test/"}},
      {"https://a.test/", {"https://a.test/"}},
      {"https://a.test/x\r\nhttps://b.test/\r\n",
       {"https://a.test/x", "https://b.test/"}},
      {"https://a.test/\rhttps://b.test/\r",
       {"https://a.test/", "https://b.test/"}},
      {"# mine\n\n  https://a.test/  \n\t\n#https://b.test/\n",
       {"https://a.test/"}},
      {"\xEF\xBB\xBFhttps://a.test/\n", {"https://a.test/"}},
      {"HTTPS://A.test\n", {"https://a.test/"}},
      {"https://a.test/#part\n", {"https://a.test/"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto seeds = parse_seed_list(row.text, "list");
    REQUIRE(seeds);
    CHECK(*seeds == row.seeds);
  }
}

TEST_CASE("seed lists: a line that is no URL is named, nothing is taken") {
  struct Row {
    std::string text;
    const char* where;
  };
  const Row rows[] = {
      {"https://a.test/\nexample.org\n", "list:2"},
      {"\r\n\r\nftp://a.test/\r\n", "list:3"},
      {"mailto:a@b.test", "list:1"},
      {"https://a.test/ # mine\n", "list:1"},

  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto seeds = parse_seed_list(row.text, "list");
    REQUIRE_FALSE(seeds);
    CHECK(seeds.error().kind == ErrorKind::usage);
    CHECK(seeds.error().where == row.where);
  }
}

TEST_CASE("seed lists: empty, too long, missing") {
  CHECK(parse_seed_list("", "list").error().kind == ErrorKind::usage);
  CHECK(parse_seed_list("# none\n", "list").error().kind == ErrorKind::usage);
  std::string many;
  for (std::size_t i = 0; i <= kMaxSeeds; ++i) many += "http://a.test/\n";
  CHECK(parse_seed_list(many, "list").error().kind == ErrorKind::too_large);
  CHECK(read_seed_list("/no/such/list").error().kind == ErrorKind::not_found);
}

TEST_CASE("seed lists: read from a file") {
  test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "list", "http://a.test/\nhttp://b.test/\n"));
  const auto seeds = read_seed_list((dir / "list").string());
  REQUIRE(seeds);
  CHECK(seeds->size() == 2);
}
