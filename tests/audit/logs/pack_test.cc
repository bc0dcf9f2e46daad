// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence packs: what is in one, and that whoever changes it is found out.

#include "audit/logs/pack.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "audit/logs/pack_write.h"
#include "audit/logs/rederive.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using nlohmann::json;
using test::at;
using test::Site;

using PackFiles = std::map<std::string, std::string>;

constexpr const char* kPerson =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36";

// One that read the rules, and a person between its requests.
struct ReaderAndPerson : Site {
  ReaderAndPerson() : Site(test::kRules) {
    hit("192.0.2.1", at("10:00:00"), "/robots.txt", "GPTBot/1.2", 200, 28);
    hit("198.51.100.9", at("10:00:01"), "/", kPerson);
    hit("198.51.100.9", at("10:00:02"), "/p/me.html", kPerson);
    hit("192.0.2.1", at("10:00:30"), "/p/a.html", "GPTBot/1.2", 200, 1000);
    hit("192.0.2.1", at("10:00:31"), "/ok.html", "GPTBot/1.2", 200, 1000);
  }
};

// Of the only finding with that code.
std::filesystem::path pack_dir(Site& site, const std::string& code) {
  Inputs inputs = site.inputs();
  inputs.packs = site.dir / "packs";
  const LogSummary summary = test::analysed(inputs, Sinks());
  const auto found =
      std::ranges::find(summary.findings, code, &audit::Finding::code);
  REQUIRE(found != summary.findings.end());
  return inputs.packs / pack_folder(*found);
}

PackFiles pack_of(Site& site, const std::string& code) {
  auto files = read_pack_files(pack_dir(site, code));
  REQUIRE_MESSAGE(files.has_value(), (files ? "" : files.error().message()));
  return *files;
}

std::string outcome(const PackFiles& files) {
  return std::string(to_string(rederive(files, {}).outcome));
}

std::string outcome_with_log(Site& site, const PackFiles& files) {
  auto result = rederive_with_log(files, {}, {site.dir / "access.log"}, "", {});
  return result ? std::string(to_string(result->outcome))
                : result.error().message();
}

// As a forger would: the digest made to fit.
std::string sealed(json pack) {
  pack.erase("digest");
  const std::string rest =
      pack.dump(-1, ' ', false, json::error_handler_t::replace);
  pack["digest"] = sha256(rest).hex();
  return pack.dump(1) + "\n";
}

// Another value of the same type.
json changed(const json& value) {
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_number()) return value.get<std::int64_t>() + 1;
  if (!value.is_string()) return "something";
  std::string text = value.get<std::string>();
  if (text.empty()) return "x";
  // A digest stays one, a time stays one.
  char& last = text[text.size() - (text.ends_with('Z') ? 2 : 1)];
  last = last == '1' ? '2' : '1';
  return text;
}

TEST_CASE(
    "a pack holds the finding's lines, byte for byte, and nobody else's") {
  ReaderAndPerson site;
  const PackFiles files = pack_of(site, "V1");
  CHECK(files.at("lines.txt") == site.log.substr(0, site.log.find('\n') + 1) +
                                     "192.0.2.1 - - [23/Nov/2026:10:00:30 "
                                     "+0000] \"GET /p/a.html HTTP/1.1\" 200 "
                                     "1000 \"-\" \"GPTBot/1.2\"\n");
  CHECK(files.at("robots.txt") == test::kRules);
  for (const auto& [name, bytes] : files)
    CHECK_FALSE(bytes.contains("198.51.100.9"));
  const json pack = json::parse(files.at("pack.json"));
  CHECK(pack["schema"] == "veto.pack/1");
  CHECK(pack["logs"][0]["sha256"] == sha256(site.log).hex());
  for (const json& line : pack["lines"]) {
    const std::string bytes = site.log.substr(
        line["offset"].get<std::size_t>(), line["length"].get<std::size_t>());
    CHECK(sha256(bytes).hex() == line["sha256"].get<std::string>());
  }
  CHECK(pack["lines"][1]["line"] == 4);
  CHECK(pack["lines"][1]["decoded"]["target"] == "/p/a.html");
}

TEST_CASE("what a pack shows by itself, and what needs the log") {
  ReaderAndPerson read;
  CHECK(outcome(pack_of(read, "V1")) == "confirmed");
  CHECK(outcome_with_log(read, pack_of(read, "V1")) == "confirmed");

  Site unread(test::kRules);
  unread.hit("192.0.2.7", at("10:00:00"), "/p/a.html", "Wget/1.21.3");
  CHECK(outcome(pack_of(unread, "V2")) == "needs the whole log");
  CHECK(outcome_with_log(unread, pack_of(unread, "V2")) == "confirmed");
}

// Lines by a browser's name stay out, but for some that are evidence: the pack
// says that it does not suffice.
TEST_CASE("a pack whose lines do not suffice says so") {
  Site site(test::kRules);
  for (int i = 10; i < 18; ++i) {
    const std::string day = std::to_string(i) + "/Nov/2026:10:0";
    site.hit("192.0.2.1", day + "0:00 +0000", "/robots.txt", kPerson, 200, 28);
    site.hit("192.0.2.1", day + "5:00 +0000", "/p/a", kPerson);
  }
  const PackFiles files = pack_of(site, "V1");
  CHECK(outcome(files) == "needs the whole log");
  CHECK(outcome_with_log(site, files) == "confirmed");
}

TEST_CASE("with another log than the pack's, nothing is confirmed") {
  ReaderAndPerson site;
  const PackFiles files = pack_of(site, "V1");
  site.hit("192.0.2.1", at("10:00:40"), "/ok.html", "GPTBot/1.2");
  test::write(site.dir / "access.log", site.log);
  CHECK(outcome_with_log(site, files) == "needs the whole log");
}

TEST_CASE("requests beyond the pack's lines are counted, and named by place") {
  Site site(test::kRules);
  constexpr int kRequests = 1500;
  for (int i = 0; i < kRequests; ++i)
    site.hit("192.0.2.7", at("10:00:00"), "/p/" + std::to_string(i),
             "Wget/1.21.3");
  const PackFiles files = pack_of(site, "V2");
  json pack = json::parse(files.at("pack.json"));
  CHECK(pack["lines"].size() == 20);
  CHECK(pack["further"]["count"] == kRequests - 20);
  CHECK(pack["further"]["places"].size() == kMaxFurther);
  const auto offset = pack["further"]["places"][0]["offset"].get<std::size_t>();
  CHECK(site.log.substr(offset).contains("GET /p/20 "));
  CHECK(outcome_with_log(site, files) == "confirmed");
  pack["further"]["count"] = kRequests;
  PackFiles other = files;
  other["pack.json"] = sealed(pack);
  CHECK(outcome(other) == "failed");
}

TEST_CASE("every byte of the lines and the rules matters") {
  ReaderAndPerson site;
  const PackFiles files = pack_of(site, "V1");
  for (const char* name : {"lines.txt", "robots.txt"})
    for (std::size_t i = 0; i < files.at(name).size(); ++i) {
      PackFiles other = files;
      other[name][i] ^= 1;
      CAPTURE(name);
      CAPTURE(i);
      CHECK(outcome(other) == "failed");
    }
}

// Every value of pack.json, changed one at a time; its path and whether the
// change was found.
template <typename Check>
std::set<std::string> not_found(const PackFiles& files, bool forge,
                                Check&& outcome_of) {
  std::set<std::string> missed;
  const json flat = json::parse(files.at("pack.json")).flatten();
  for (const auto& [path, value] : flat.items()) {
    json pack = json::parse(files.at("pack.json"));
    pack[json::json_pointer(path)] = changed(value);
    PackFiles other = files;
    other["pack.json"] = forge ? sealed(pack) : pack.dump(1) + "\n";
    if (forge && path == "/digest") continue;
    // Less than confirmed is all that a flag against itself brings about.
    if (outcome_of(other) == "confirmed") missed.insert(path);
  }
  return missed;
}

TEST_CASE("every value of pack.json matters") {
  ReaderAndPerson site;
  const PackFiles files = pack_of(site, "V1");
  CHECK(not_found(files, false, outcome).empty());
}

TEST_CASE("a forger who fits the digest is found by what the lines make") {
  ReaderAndPerson site;
  const PackFiles files = pack_of(site, "V1");
  std::set<std::string> missed = not_found(files, true, outcome);
  // Of the whole log; or on which this finding does not depend (a microsecond,
  // 201 for 200).
  for (const char* path :
       {"/finding/facts/requests", "/logs/0/size", "/stated/complete_from",
        "/stated/own_token", "/stated/first_served", "/robots/0/in_force_to",
        "/robots/0/in_force_from", "/robots/0/status", "/robots_left_out",
        "/stated/origin", "/stated/format"})
    missed.erase(path);
  std::erase_if(missed, [](const std::string& path) {
    return path.starts_with("/finding/excuses/") && path.ends_with("/detail");
  });
  CHECK(test::joined({missed.begin(), missed.end()}) == "");

  // The log itself leaves what bears on nothing.
  missed = not_found(files, true, [&](const PackFiles& other) {
    return outcome_with_log(site, other);
  });
  for (const char* path :
       {"/derives_alone", "/stated/complete_from", "/stated/own_token",
        "/stated/first_served", "/robots/0/in_force_to",
        "/robots/0/in_force_from", "/robots/0/status", "/robots_left_out",
        "/stated/origin", "/stated/format"})
    missed.erase(path);
  CHECK(test::joined({missed.begin(), missed.end()}) == "");
}

TEST_CASE("what is no pack is refused") {
  ReaderAndPerson site;
  const auto dir = pack_dir(site, "V1");
  REQUIRE(read_pack_files(dir).has_value());
  std::filesystem::create_symlink("/etc/passwd", dir / "robots-2.txt");
  auto files = read_pack_files(dir);
  REQUIRE_FALSE(files.has_value());
  CHECK(files.error().kind == ErrorKind::refused);
  std::filesystem::remove(dir / "robots-2.txt");
  test::write(dir / "notes.txt", "x");
  files = read_pack_files(dir);
  REQUIRE_FALSE(files.has_value());
  CHECK(files.error().kind == ErrorKind::refused);
}

TEST_CASE("hostile numbers and names in pack.json are no way in") {
  ReaderAndPerson site;
  const PackFiles files = pack_of(site, "V1");
  const struct {
    const char* path;
    json value;
  } cases[] = {
      {"/lines/0/length", ~std::uint64_t{0}},
      {"/lines/0/length", -1},
      {"/lines/0/log", 1},
      {"/lines/1/offset", 0},
      {"/robots/0/status", 100000},
      {"/further/count", 1.5},
      {"/schema", "veto.pack/2"},
      {"/identity",
       json::array(
           {{{"file", "identity/../../x"}, {"sha256", ""}, {"kept", ""}}})},
      {"/finding/facts/targets", "many"},
      {"/stated/complete_from", "yesterday"},
      // What bears on the finding.
      {"/robots/0/in_force_from", "2026-11-23T10:00:10.000000Z"},
      {"/robots/0/in_force_to", "2026-11-23T10:00:10.000000Z"},
      {"/robots/0/status", 404},
      {"/robots/0/how_known", "captured"},
      {"/stated/own_token", "GPTBot"},
  };
  for (const auto& one : cases) {
    json pack = json::parse(files.at("pack.json"));
    pack[json::json_pointer(one.path)] = one.value;
    PackFiles other = files;
    other["pack.json"] = sealed(pack);
    CAPTURE(one.path);
    CHECK(outcome(other) == "failed");
  }
  for (const char* text : {"", "[", "[]", "{}", "null"}) {
    PackFiles other = files;
    other["pack.json"] = text;
    CHECK(outcome(other) == "failed");
  }
}

}  // namespace
}  // namespace veto::logs
