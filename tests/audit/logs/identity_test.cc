// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who a client is, as far as operators' address lists of about then tell.

#include "audit/logs/identity.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "audit/logs/import_log.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::site;
using test::Site;

// What an entry says of its operator's lists.
struct Entry {
  const char* id;
  const char* token;
  const char* purpose;
  const char* proof;
};

// "whole" states that its list is; "dns" has a second way to be known.
constexpr Entry kEntries[] = {
    {"open", "OpenBot", "training", R"("addresses": ["https://a/o"])"},
    {"whole", "WholeBot", "training",
     R"("addresses": ["https://a/w"], "addresses_complete": true)"},
    {"twin", "TwinBot", "search-index", R"("addresses": ["https://a/w"])"},
    {"dns", "DnsBot", "training",
     R"("addresses": ["https://a/d"], "addresses_complete": true,
        "reverse_dns": [".acme.test"])"},
    {"person", "PersonBot", "user-triggered",
     R"("addresses": ["https://a/p"], "addresses_complete": true)"},
    {"preview", "PreviewBot", "preview",
     R"("addresses": ["https://a/v"], "addresses_complete": true)"},
    {"double", "DoubleBot", "training",
     R"("addresses": ["https://a/w", "https://a/x"],
        "addresses_complete": true)"},
    {"none", "NoneBot", "training", ""}};

std::string registry_text() {
  std::string entries;
  for (const Entry& one : kEntries)
    entries += fmt::format(
        R"({}{{"id": "{}", "token": "{}", "operator": "Acme",
            "purpose": "{}", "in_agent": ["{}"],
            "robots": {{"stance": "yes"}}, "proof": {{{}}},
            "docs": "https://acme.test/",
            "known": {{"level": "secondary", "from": ["s"]}}}})",
        entries.empty() ? "" : ",", one.id, one.token, one.purpose, one.token,
        one.proof);
  return R"({"schema": "veto.scrapers/1", "date": "2026-11-23",
             "sources": {"s": {"date": "2026-11-23", "what": "made up"}},
             "scrapers": [)" +
         entries + "]}";
}

const config::ScraperRegistry& some_registry() {
  static const auto kRegistry = config::ScraperRegistry::parse(registry_text());
  REQUIRE_MESSAGE(kRegistry.has_value(),
                  (kRegistry ? "" : kRegistry.error().message()));
  return *kRegistry;
}

struct Lists {
  veto::test::TempDir dir;
  std::vector<std::string> warnings;

  Lists& add(const std::string& name, const std::string& text) {
    test::write(dir / name, text);
    return *this;
  }
  Sinks sinks() {
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error.what); };
    return sinks;
  }
  AddressHistory load(
      const config::ScraperRegistry& registry = some_registry()) {
    auto files = list_address_files(dir.path(), sinks());
    REQUIRE(files.has_value());
    auto history = AddressHistory::load(*files, registry, sinks());
    REQUIRE(history.has_value());
    return std::move(*history);
  }
};

IdentityProof judged(const AddressHistory& history, const char* agent,
                     const char* address, const char* first,
                     const char* last = nullptr) {
  return judge_identity(read_agent(agent, true, some_registry(), "veto"),
                        *parse_address(address), test::utc(first),
                        test::utc(last ? last : first), {history, {}, {}});
}

std::string shown(const IdentityProof& proof) {
  return std::string(to_string(proof.level)) + " " + std::string(proof.note);
}

constexpr const char* kList = "20.171.206.0/23\n2a00:1450:4000::/37\n9.9.9.9\n";

TEST_CASE("identity: what an address in or outside of a list makes of a name") {
  Lists lists;
  for (const char* id : {"open", "whole", "dns", "person", "preview", "double"})
    lists.add(std::string(id) + ".20261110T000000Z.txt", kList);
  const AddressHistory history = lists.load();
  CHECK(lists.warnings.empty());
  const struct {
    const char* agent;
    const char* address;
    const char* expected;
  } cases[] = {
      {"OpenBot/1", "20.171.207.5", "I2 in_list"},
      {"OpenBot/1", "::ffff:20.171.207.5", "I2 in_list"},
      {"OpenBot/1", "2a00:1450:4000::5", "I2 in_list"},
      {"PersonBot/1", "20.171.207.5", "I2 in_list"},
      {"DoubleBot/1", "20.171.207.5", "I2 in_list"},
      // One address by itself may have been another customer's before.
      {"OpenBot/1", "9.9.9.9", "I2 single_address"},
      // Lists grow.
      {"OpenBot/1", "20.171.208.5", "I1 not_in_list"},
      {"OpenBot/1", "2a00:1450:6000::5", "I1 not_in_list"},
      {"WholeBot/1", "20.171.208.5", "IX contradicted"},
      {"WholeBot/1", "2a00:1450:6000::5", "IX contradicted"},
      // Its list, and it alone says that there is no other address.
      {"TwinBot/1", "20.171.208.5", "I1 not_in_list"},
      {"TwinBot/1", "20.171.207.5", "I2 in_list"},
      {"DnsBot/1", "20.171.208.5", "I1 not_in_list"},
      {"DoubleBot/1", "20.171.208.5", "I1 not_in_list"},
      // From people's own addresses.
      {"PersonBot/1", "20.171.208.5", "I1 not_in_list"},
      {"PreviewBot/1", "20.171.208.5", "I1 not_in_list"},
      // Addresses that are nobody's, or not the client's own.
      {"WholeBot/1", "127.0.4.1", "I1 address_local"},
      {"WholeBot/1", "10.1.2.3", "I1 address_local"},
      {"WholeBot/1", "::1", "I1 address_local"},
      {"WholeBot/1", "192.0.2.5", "I1 address_reserved"},
      {"WholeBot/1", "2001:db8::5", "I1 address_reserved"},
      {"WholeBot/1", "104.16.1.5", "I1 address_of_network"},
      {"WholeBot/1", "20.171.207.0", "I1 address_blurred"},
      {"WholeBot/1", "20.171.208.0", "I1 address_blurred"},
      // No list, no registry entry, no name.
      {"NoneBot/1", "20.171.207.5", "I1 "},
      {"OtherBot/1", "20.171.207.5", "I1 "},
      {"Mozilla/5.0 (X11) Firefox/140.0", "20.171.207.5", "I0 "},
      {"", "20.171.207.5", "I0 "},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.address);
    CHECK(shown(judged(history, one.agent, one.address,
                       "2026-11-10T10:00:00Z")) == one.expected);
  }
  CHECK(shown(judged(AddressHistory(), "WholeBot/1", "20.171.208.5",
                     "2026-11-10T10:00:00Z")) == "I1 ");
}

TEST_CASE("identity: a list that covers what is no public address") {
  Lists lists;
  lists.add("whole.20261110T000000Z.txt",
            "127.0.0.0/8\n10.0.0.0/8\n192.0.2.0/24\n104.16.0.0/13\n");
  const AddressHistory history = lists.load();
  for (const char* address :
       {"127.0.4.1", "10.0.0.1", "192.0.2.1", "104.16.0.1"}) {
    CAPTURE(address);
    CHECK(
        judged(history, "WholeBot/1", address, "2026-11-10T00:00:00Z").level ==
        audit::Identity::i1);
  }
}

TEST_CASE("identity: the snapshot nearest in time, and how far it reaches") {
  Lists lists;
  lists.add("whole.20260901T000000Z.txt", "20.171.206.0/24")
      .add("whole.20261001T000000Z.txt", "20.171.206.0/24\n20.171.207.0/24")
      .add("whole.20261111T000000Z.txt", "20.171.207.0/24");
  const AddressHistory history = lists.load();
  const struct {
    const char* address;
    const char* first;
    const char* last;
    const char* expected;
    int days;
  } cases[] = {
      {"20.171.206.5", "2026-09-01T00:00:00Z", nullptr, "I2 in_list", 0},
      {"20.171.206.5", "2026-09-16T00:00:00Z", nullptr, "I2 in_list", 15},
      {"20.171.207.5", "2026-09-16T00:00:00Z", nullptr, "I1 not_in_list", 15},
      {"20.171.207.5", "2026-09-16T00:00:01Z", nullptr, "I2 in_list", 15},
      // Before the first and behind the last.
      {"20.171.206.5", "2026-08-02T00:00:00Z", nullptr, "I2 in_list", 30},
      {"20.171.206.5", "2026-08-01T23:59:59Z", nullptr, "I1 list_too_far", 31},
      {"20.171.207.5", "2026-12-11T00:00:00Z", nullptr, "I2 in_list", 30},
      {"20.171.207.5", "2026-12-11T00:00:01Z", nullptr, "I1 list_too_far", 31},
      {"20.171.206.5", "2026-12-11T00:00:01Z", nullptr, "I1 list_too_far", 31},
      // Missing counts within a week alone.
      {"20.171.206.5", "2026-11-18T00:00:00Z", nullptr, "IX contradicted", 7},
      {"20.171.206.5", "2026-11-18T00:00:01Z", nullptr, "I1 not_in_list", 8},
      {"20.171.207.5", "2026-08-25T00:00:00Z", nullptr, "IX contradicted", 7},
      {"20.171.207.5", "2026-08-24T23:59:59Z", nullptr, "I1 not_in_list", 8},
      // A time of many requests: all of them.
      {"20.171.206.5", "2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z",
       "I2 in_list", 15},
      {"20.171.206.5", "2026-09-01T00:00:00Z", "2026-11-11T00:00:00Z",
       "I1 lists_differ", 21},
      {"20.171.207.5", "2026-10-01T00:00:00Z", "2026-11-11T00:00:00Z",
       "I2 in_list", 21},
      {"20.171.207.5", "2026-10-01T00:00:00Z", "2026-12-31T00:00:00Z",
       "I1 list_too_far", 50},
      {"20.171.208.5", "2026-11-04T00:00:00Z", "2026-11-18T00:00:00Z",
       "IX contradicted", 7},
      {"20.171.208.5", "2026-10-01T00:00:00Z", "2026-11-18T00:00:00Z",
       "I1 not_in_list", 21},
  };
  for (const auto& one : cases) {
    CAPTURE(one.address);
    CAPTURE(one.first);
    CAPTURE(one.last);
    const auto proof =
        judged(history, "WholeBot/1", one.address, one.first, one.last);
    CHECK(shown(proof) == one.expected);
    CHECK(proof.days == one.days);
  }
  // A gap of more than twice the reach inside a time of requests.
  Lists sparse;
  sparse.add("open.20260101T000000Z.txt", "20.171.206.0/24")
      .add("open.20261101T000000Z.txt", "20.171.206.0/24");
  const auto wide = judged(sparse.load(), "OpenBot/1", "20.171.206.5",
                           "2026-01-01T00:00:00Z", "2026-11-01T00:00:00Z");
  CHECK(shown(wide) == "I1 list_too_far");
  CHECK(wide.prefix == "20.171.206.0/24");
}

TEST_CASE("identity: a list with entries that cannot be used says less") {
  Lists lists;
  lists.add("whole.20261110T000000Z.txt", "20.171.206.0/24\n0.0.0.0/0\n");
  const AddressHistory history = lists.load();
  CHECK(lists.warnings.size() == 1);
  CHECK(shown(judged(history, "WholeBot/1", "20.171.208.5",
                     "2026-11-10T00:00:00Z")) == "I1 not_in_list");
  CHECK(shown(judged(history, "WholeBot/1", "20.171.206.5",
                     "2026-11-10T00:00:00Z")) == "I2 in_list");
}

TEST_CASE("address lists: files that are not used, and why") {
  const struct {
    const char* name;
    const char* text;
    const char* expected;
  } cases[] = {
      {"open.20261110T000000Z.json", R"(["20.171.206.0/24"])", ""},
      {"open.20261110T000000Z.csv", kList, "it is not named as one"},
      {"open.json", kList, "it is not named as one"},
      {"open.2026-11-10.json", kList, "it is not named as one"},
      {"open.20261310T000000Z.json", kList, "it is not named as one"},
      {".20261110T000000Z.json", kList, "it is not named as one"},
      {"other.20261110T000000Z.json", kList,
       "the registry has no such scraper"},
      // Nobody is known by a list that its operator never published.
      {"none.20261110T000000Z.json", kList,
       "its operator is not known to publish a list"},
      {"open.20261110T000000Z.json", "<html>",
       "an address list is a page of "
       "HTML"},
      {"open.20261110T000000Z.json",
       R"({"creationTime": "2026-11-12T00:00:00", "prefixes": [
           {"ipv4Prefix": "20.171.206.0/24"}]})",
       "it says that it was created later than its name says "
       "(2026-11-12T00:00:00)"},
      {"open.20261110T000000Z.json",
       R"({"creationTime": "2026-11-10T02:00:00", "prefixes": [
           {"ipv4Prefix": "20.171.206.0/24"}]})",
       ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.name);
    CAPTURE(one.text);
    Lists lists;
    lists.add(one.name, one.text);
    const bool used = std::string(one.expected).empty();
    CHECK(lists.load().empty() == !used);
    REQUIRE(lists.warnings.size() == (used ? 0 : 1));
    if (!used)
      CHECK(lists.warnings[0] ==
            std::string("this address list is not used: ") + one.expected);
  }
  CHECK(list_address_files("/nowhere/at/all", {}).error().kind ==
        ErrorKind::not_found);
  // Two that share a list, at one second.
  Lists twins;
  twins.add("twin.20261110T000000Z.json", R"(["20.171.206.0/24"])")
      .add("whole.20261110T000000Z.json", R"(["20.171.207.0/24"])");
  const AddressHistory history = twins.load();
  CHECK(twins.warnings.size() == 1);
  CHECK(shown(judged(history, "TwinBot/1", "20.171.206.5",
                     "2026-11-10T00:00:00Z")) == "I2 in_list");
}

// An hour of a client that names itself GPTBot, with a list of its operator.
LogSummary visit(Lists& lists, const char* address,
                 const char* agent = "GPTBot/1.2") {
  Site one = site();
  one.hit(address, at("09:00:00"), "/robots.txt", agent, 200, 28)
      .hit(address, at("10:00:00"), "/p/x", agent);
  Inputs inputs = one.inputs();
  auto files = list_address_files(lists.dir.path(), lists.sinks());
  REQUIRE(files.has_value());
  inputs.address_lists = *files;
  auto summary = analyse_logs(inputs, {}, {});
  REQUIRE_MESSAGE(summary.has_value(),
                  (summary ? "" : summary.error().message()));
  return std::move(*summary);
}

TEST_CASE("identity: what findings, verdicts and clients carry of it") {
  Lists lists;
  const std::string text = R"(["20.171.206.0/23", "20.171.208.9/32"])";
  lists.add("gptbot.20261120T000000Z.json", text);
  const auto verified = visit(lists, "20.171.207.5");
  REQUIRE(codes(verified) == "V1");
  const audit::Finding& finding = verified.findings[0];
  CHECK(finding.identity == audit::Identity::i2);
  CHECK(finding.operator_name.empty());
  CHECK(finding.grade.identity == 2);
  CHECK(finding.facts["identity"] == "I2");
  CHECK(finding.facts["identity_note"] == "in_list");
  CHECK(finding.facts["address_prefix"] == "20.171.206.0/23");
  CHECK(finding.facts["address_list_days"] == 4);
  REQUIRE(finding.facts["address_lists"].size() == 1);
  const auto& list = finding.facts["address_lists"][0];
  CHECK(list["file"] == "gptbot.20261120T000000Z.json");
  CHECK(list["sha256"] == sha256(text).hex());
  CHECK(list["date"] == "2026-11-20T00:00:00.000Z");
  int named = 0;
  for (const audit::Evidence& item : finding.evidence)
    named += item.kind == "addresses" && item.ref == sha256(text).hex();
  CHECK(named == 1);
  REQUIRE(verified.clients.size() == 1);
  CHECK(verified.clients[0].identity == audit::Identity::i2);
  CHECK(verified.verdicts.back().identity == audit::Identity::i2);
  CHECK(verified.verdicts.back().grade == finding.grade.value());

  const struct {
    const char* address;
    const char* agent;
    const char* identity;
  } others[] = {{"20.171.208.9", "GPTBot/1.2", "I2"},
                {"20.171.208.5", "GPTBot/1.2", "I1"},
                {"127.0.4.1", "GPTBot/1.2", "I1"},
                // Another client's name at an address of the operator.
                {"20.171.207.5", "CCBot/2.0", "I1"},
                {"20.171.207.5", "OAI-SearchBot/1.0", "I1"},
                {"20.171.207.5", "Scrapy/2", "I1"}};
  for (const auto& one : others) {
    CAPTURE(one.address);
    CAPTURE(one.agent);
    const auto summary = visit(lists, one.address, one.agent);
    REQUIRE(codes(summary) == "V1");
    CHECK(summary.findings[0].facts["identity"] == one.identity);
    CHECK(summary.findings[0].operator_name.empty());
    CHECK(summary.findings[0].grade.identity == 2);
    CHECK(!summary.findings[0].fileable());
    CHECK(summary.clients[0].identity == summary.findings[0].identity);
  }
}

TEST_CASE("identity: a contradicted name counts against nobody else") {
  Lists lists;
  lists.add("whole.20261120T000000Z.txt", kList);
  Site one = site();
  one.hit("20.171.208.5", at("10:00:00"), "/p/x", "WholeBot/1");
  Inputs inputs = one.inputs();
  inputs.registry = &some_registry();
  inputs.address_lists = *list_address_files(lists.dir.path(), {});
  const auto summary = analyse_logs(inputs, {}, {});
  REQUIRE(summary.has_value());
  REQUIRE(codes(*summary) == "V2 V9");
  const audit::Finding& finding = summary->findings[0];
  CHECK(finding.identity == audit::Identity::ix);
  CHECK(finding.operator_name.empty());
  CHECK(finding.grade.value() == 1);
  CHECK(!finding.fileable());
  CHECK(summary->verdicts[0].grade == 1);
}

TEST_CASE("identity: without lists, or with others, all is as it was") {
  Lists none;
  Lists other;
  other.add("ccbot.20261120T000000Z.json", R"(["20.171.206.0/23"])");
  const auto before = visit(none, "20.171.207.5");
  const auto after = visit(other, "20.171.207.5");
  REQUIRE(before.findings.size() == 1);
  CHECK(before.findings[0].identity == audit::Identity::i1);
  CHECK(!before.findings[0].facts.contains("identity_note"));
  CHECK(to_json(before.findings[0]) == to_json(after.findings[0]));
}

TEST_CASE("address lists: kept in the case byte for byte, with their digest") {
  veto::test::TempDir dir;
  auto made = Case::create(
      dir / "case",
      std::make_shared<FixedClock>(test::utc("2026-11-24T00:00:00Z")));
  REQUIRE(made.has_value());
  REQUIRE(made->begin_run("logs").has_value());
  Lists lists;
  lists.add("gptbot.20261120T000000Z.json", R"(["20.171.206.0/23"])")
      .add("readme", "x");
  Site one = site();
  one.hit("20.171.207.5", at("10:00:00"), "/p/x", "GPTBot/1.2").inputs();
  config::Settings settings;
  settings.logs.value = {one.dir / "access.log"};
  settings.robots_dir.value = one.dir / "robots";
  settings.complete_from.value = one.complete_from;
  settings.address_lists.value = lists.dir.path();
  const auto report = run_logs(*made, settings, {}, {});
  REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().message()));
  const std::string hex = sha256(R"(["20.171.206.0/23"])").hex();
  const std::string kept =
      "logs/addresses/" + hex.substr(0, 16) + "-gptbot.20261120T000000Z.json";
  CHECK(test::read(made->path(kept)) == R"(["20.171.206.0/23"])");
  const auto loaded = load_logs(*made, made->run_id());
  REQUIRE(loaded.has_value());
  REQUIRE(codes(*loaded) == "V2");
  CHECK(loaded->findings[0].operator_name.empty());
  CHECK(loaded->findings[0].facts["address_lists"][0]["file"] == kept);
  // Once more: the same bytes are kept once.
  const auto head = made->custody_head();
  CHECK(import_address_lists(*made, lists.dir.path(), {})->size() == 1);
  CHECK(made->custody_head() == head);
  settings.address_lists.value = lists.dir / "nowhere";
  CHECK(run_logs(*made, settings, {}, {}).error().kind == ErrorKind::not_found);
}

}  // namespace
}  // namespace veto::logs
