// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/time_stamp_authorities.h"

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/url.h"
#include "config/settings.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::config;

namespace {

std::string entry_with(const std::string& name, const std::string& value) {
  nlohmann::json entry = {{"name", "a"},
                          {"url", "https://tsa.test/"},
                          {"level", "secondary"},
                          {"source", "a page"},
                          {"qualified", "unknown"}};
  if (!name.empty()) entry[name] = value;
  return nlohmann::json{{"schema", "veto.time-stamp-authorities/1"},
                        {"date", "2026-11-23"},
                        {"note", ""},
                        {"authorities", {entry}}}
      .dump();
}

}  // namespace

TEST_CASE("the list of the program") {
  const auto path =
      test::source_dir() / "config/data/time_stamp_authorities.json";
  const auto text = read_file(path, 1 << 20);
  REQUIRE(text);
  const auto list = TimeStampAuthorities::parse(*text);
  REQUIRE_MESSAGE(list, (list ? "" : list.error().message()));
  CHECK(list->entries.size() ==
        TimeStampAuthorities::built_in().entries.size());
  // Of none was looked up what the trusted lists say.
  for (const auto& one : list->entries) CHECK(one.qualified == "unknown");
  REQUIRE(list->find("sectigo"));
  CHECK(list->find("sectigo")->level == "memory");
  CHECK_FALSE(list->find("no-such"));
}

TEST_CASE("entries that are not taken") {
  REQUIRE(TimeStampAuthorities::parse(entry_with("", "")));
  struct Row {
    const char* name;
    const char* value;
  };
  const Row rows[] = {
      {"name", ""},           {"name", "A b"},      {"name", "http://x/"},
      {"url", "ftp://x/"},    {"url", "x"},         {"level", "sure"},
      {"source", ""},         {"qualified", "yes"},  // on a secondary source
      {"qualified", "surely"}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.value);
    CHECK_FALSE(TimeStampAuthorities::parse(entry_with(row.name, row.value)));
  }
  CHECK_FALSE(TimeStampAuthorities::parse("{}"));
  CHECK_FALSE(TimeStampAuthorities::parse("["));
}

TEST_CASE("a name stands for its address") {
  test::TempDir dir;
  const auto settings =
      load_settings(dir / "veto.toml",
                    {{"bundle.time_stamps", "identrust\nhttps://tsa.test/x"}});
  REQUIRE(settings);
  CHECK(*settings->time_stamps ==
        std::vector<std::string>{"http://timestamp.identrust.com/",
                                 "https://tsa.test/x"});
  const auto unknown =
      load_settings(dir / "veto.toml", {{"bundle.time_stamps", "identtrust"}});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message().find("--list-tsa") != std::string::npos);
}
