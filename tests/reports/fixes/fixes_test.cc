// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/fixes.h"

#include <set>
#include <string>

#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/img2dataset.h"
#include "audit/signals/families/tdmrep.h"
#include "audit/signals/families/tdmrep_rules.h"
#include "reports/fixes/headers.h"
#include "reports/fixes/images.h"
#include "reports/fixes/tdmrep.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;
using namespace veto::signals;

namespace {

std::vector<std::string> robots_tags(const Wanted& wanted) {
  std::vector<std::string> values;
  for (const Field& field : wanted_fields(wanted))
    if (field.name == "X-Robots-Tag") values.push_back(field.value);
  return values;
}

}  // namespace

TEST_CASE("fields: img2dataset keeps to them, and each is one directive") {
  const auto tags = robots_tags({});
  CHECK(tags == std::vector<std::string>{"noai", "noimageai"});
  CHECK(img2dataset_discards(tags));
  for (const std::string& tag : tags) {
    const auto read =
        parse_robots_header(tag, config::ScraperRegistry::built_in());
    REQUIRE(read.size() == 1);
    CHECK(read[0].name == tag);
    CHECK_FALSE(read[0].malformed);
  }
}

TEST_CASE("fields: what each reader makes of them") {
  Wanted wanted;
  wanted.policy = "https://example.org/licence";
  std::vector<Signal> tdm;
  for (const Field& field : wanted_fields(wanted)) {
    CAPTURE(field.name);
    if (field.name == "Content-Usage")
      for (const Signal& signal : read_content_usage_header(field.value)) {
        CHECK(signal.problem == "");
        CHECK(signal.value == "n");
      }
    if (auto signal = read_tdmrep_header(field.name, field.value))
      tdm.push_back(*signal);
  }
  const auto answer = resolve_tdmrep(tdm, "/any", Use::training);
  REQUIRE(answer.has_value());
  CHECK(answer->wish == Wish::reserved);
  const auto policy = tdmrep_policy(tdm, "/any");
  REQUIRE(policy.has_value());
  CHECK(tdm[*policy].value == wanted.policy);
}

TEST_CASE("fields: only what is wanted") {
  struct Row {
    bool search, training, answers;
    const char* fields;
  };
  const Row rows[] = {
      {true, false, false,
       "X-Robots-Tag=noai X-Robots-Tag=noimageai "
       "Content-Usage=train-ai=n, ai-use=n tdm-reservation=1 "},
      {true, false, true,
       "X-Robots-Tag=noai X-Robots-Tag=noimageai Content-Usage=train-ai=n "
       "tdm-reservation=1 "},
      {true, true, false, "Content-Usage=ai-use=n "},
      {false, true, true, "X-Robots-Tag=noindex Content-Usage=search=n "},
      {true, true, true, ""},
  };
  for (const Row& row : rows) {
    Wanted wanted;
    wanted.search = row.search;
    wanted.training = row.training;
    wanted.answers = row.answers;
    std::string text;
    for (const Field& field : wanted_fields(wanted))
      text += field.name + "=" + field.value + " ";
    CHECK(text == row.fields);
  }
}

TEST_CASE("tdmrep.json: reserves every path, and says where the terms are") {
  Wanted wanted;
  wanted.policy = "https://example.org/licence?a=1&b";
  const auto read = read_tdmrep_file(tdmrep_file(wanted));
  for (const Signal& signal : read) CHECK(signal.problem == "");
  for (const char* target : {"/", "/a/b.jpg?w=2", "/.well-known/x"})
    for (const Use use : {Use::training, Use::dataset}) {
      CAPTURE(target);
      const auto answer = resolve_tdmrep(read, target, use);
      REQUIRE(answer.has_value());
      CHECK(answer->wish == Wish::reserved);
    }
  const auto policy = tdmrep_policy(read, "/");
  REQUIRE(policy.has_value());
  CHECK(read[*policy].value == wanted.policy);
  wanted.training = true;
  CHECK(tdmrep_file(wanted).empty());
}

TEST_CASE("meta elements: read as in the fields") {
  const std::string meta = wanted_meta({});
  CHECK(meta ==
        "<meta name=\"robots\" content=\"noai, noimageai\">\n"
        "<meta name=\"tdm-reservation\" content=\"1\">\n");
}

TEST_CASE("images: the PLUS value that says what is wanted") {
  Wanted wanted;
  CHECK(data_mining_value(wanted).ends_with(
      "/DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING"));
  wanted.answers = true;
  CHECK(data_mining_value(wanted).ends_with("/DMI-PROHIBITED-AIMLTRAINING"));
  wanted.training = true;
  CHECK(data_mining_value(wanted).empty());
  CHECK(image_fixes(wanted).empty());
  wanted.search = false;
  CHECK(data_mining_value(wanted).ends_with("/DMI-PROHIBITED"));
}

TEST_CASE("all fixes: names of files differ, and hold no folder") {
  Wanted wanted;
  wanted.image_origins = {"https://cdn.example.org"};
  const auto files =
      all_fixes("", wanted,
                {Server::nginx, Server::apache, Server::caddy,
                 Server::cloudflare, Server::wordpress, Server::static_host},
                config::ScraperRegistry::built_in());
  REQUIRE(files.has_value());
  std::set<std::string> names;
  for (const FixFile& file : *files) {
    CAPTURE(file.name);
    CHECK(names.insert(file.name).second);
    CHECK(file.name.find('/') == std::string::npos);
    CHECK_FALSE(file.where.empty());
    CHECK(file.text.ends_with("\n"));
  }
  CHECK(names.contains("robots.txt"));
  CHECK(names.contains("tdmrep.json"));
  CHECK(names.contains("other-origins.txt"));
}

TEST_CASE("wanted: what would mean something to a server is refused") {
  struct Row {
    const char* policy;
    bool fits;
  };
  const Row rows[] = {
      {"https://example.org/licence?a=1&b=%20", true},
      {"", true},
      {"licence", false},
      {"javascript:alert(1)", false},
      {"https://example.org/\"; return 200;", false},
      {"https://example.org/$uri", false},
      {"https://example.org/{x}", false},
      {"https://example.org/'x", false},
      {"https://example.org/a b", false},
      {"https://example.org/\nX: y", false},
      {"https://example.org/`id`", false},
      {"https://example.org/<x>", false},
      {"https://example.org/\\", false},
      {"https://user@example.org/", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.policy);
    Wanted wanted;
    wanted.policy = row.policy;
    CHECK(check_wanted(wanted).has_value() == row.fits);
  }
  for (const char* path : {"team/", "", "/a b", "/a#b", "/a\nAllow: /"}) {
    CAPTURE(path);
    Wanted wanted;
    wanted.closed = {path};
    CHECK_FALSE(check_wanted(wanted).has_value());
  }
  for (const char* origin : {"cdn", "ftp://e/", "https://e/\nX: y"}) {
    CAPTURE(origin);
    Wanted wanted;
    wanted.image_origins = {origin};
    CHECK_FALSE(check_wanted(wanted).has_value());
  }
  Wanted wanted;
  wanted.contact = "me\nAllow: /";
  CHECK_FALSE(check_wanted(wanted).has_value());
}

TEST_CASE("servers: names") {
  for (const char* name :
       {"nginx", "apache", "caddy", "cloudflare", "wordpress", "static"}) {
    const auto server = parse_server(name);
    REQUIRE(server.has_value());
    CHECK(to_string(*server) == name);
  }
  CHECK_FALSE(parse_server("iis").has_value());
}
