// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/lessen.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "../report_samples.h"
#include "audit/logs/identity.h"
#include "reports/address.h"
#include "reports/edition/address_sweep.h"
#include "reports/finding_words.h"
#include "reports/html/render_html.h"
#include "reports/summary_json.h"
#include "reports/texts/texts.h"

namespace veto::test {
namespace {

using namespace reports;

TEST_CASE("addresses read as their network, but those that may be shown") {
  AddressSweep sweep;
  sweep.add("198.51.100.4", true);
  sweep.add("203.0.113.7", false);
  sweep.add("2001:db8:1:2::3", false);
  const struct {
    const char* text;
    const char* swept;
  } rows[] = {
      {"203.0.113.7 GPTBot", "203.0.113.0/24 GPTBot"},
      {"198.51.100.4 GPTBot", "198.51.100.4 GPTBot"},
      {"at 192.0.2.9.", "at 192.0.2.0/24."},
      {"192.0.2.9:8080", "192.0.2.0/24:8080"},
      {"from:192.0.2.9", "from:192.0.2.0/24"},
      {"\"192.0.2.9\"", "\"192.0.2.0/24\""},
      {"192.0.2.9, 192.0.2.10", "192.0.2.0/24, 192.0.2.0/24"},
      {"2001:db8:1:2::3 -", "2001:db8:1::/48 -"},
      {"2001:DB8:1:2:0:0:0:3", "2001:db8:1::/48"},
      {"2002:cb00:7107:1::5", "203.0.113.0/24"},
      {"[2001:db8:9:9::9]:443", "[2001:db8:9::/48]:443"},
      {"::ffff:203.0.113.7", "203.0.113.0/24"},
      {"/seen/203.0.113.7/x", "/seen/203.0.113.0/24/x"},
      {"192.0.2.9/32", "192.0.2.0/24"},
      {"192.0.2.9_a", "[address]_a"},
      {"2:8:9:8:9:9:2::9", "2:[address]"},
      {"192.0.2.0/24", "192.0.2.0/24"},
      {"2001:db8::/32", "2001:db8::/32"},
      {"192.0.2.9/8", "192.0.2.0/24"},
      {"crawl.203.0.113.7.test", "crawl.203.0.113.0/24.test"},
      {"1.192.0.2.9", "1.192.0.0/24.9"},
      {"Chrome/130.0.0.0 Safari", "Chrome/130.0.0.0 Safari"},
      {"http://192.0.2.9/a", "http://192.0.2.9/a"},
      {"v1.2.3.4", "v1.2.3.4"},
      {"127.0.0.1 ::1", "127.0.0.1 ::1"},
      {"at 10:00:01, a::b", "at 10:00:01, a::/48"},
      {"", ""},
  };
  for (const auto& row : rows) CHECK(sweep.sweep(row.text) == row.swept);
}

struct Made {
  Aliases aliases{std::string(32, 's')};
  Lessened lessened;
  std::string all;  // of what is written from it

  Made(ReportData data, EditionKind kind)
      : lessened(lessen(std::move(data), kind, aliases)) {
    const auto texts = Texts::load("en");
    REQUIRE(texts);
    const auto html = render_html(lessened.data, *texts);
    REQUIRE(html);
    CHECK(texts->missing().empty());
    all = *html + summary_json(lessened.data, *texts).dump() +
          findings_jsonl(lessened.data);
  }
  std::uint64_t left(std::string_view id) const {
    for (const auto& one : lessened.data.edition->left_out)
      if (one.id == id) return one.count;
    return 0;
  }
};

TEST_CASE("a lesser edition shows whole addresses of verified clients alone") {
  for (const auto kind :
       {EditionKind::non_confidential, EditionKind::publishable}) {
    const Made made(sample_report(), kind);
    for (const char* ip : {kClaimed, kBrowser, kPerson})
      CHECK_FALSE(has(made.all, ip));
    CHECK(has(made.all, kVerified));
    const bool shortened = kind == EditionKind::non_confidential;
    CHECK((made.left("addresses") >= 2) == shortened);
    CHECK(made.left("log_lines") > 0);
  }
}

TEST_CASE("a lesser edition has no digest of a picture, nor an id made of it") {
  const ReportData whole = sample_report();
  const Made made(whole, EditionKind::non_confidential);
  for (const auto& image : whole.faces->images) {
    CHECK_FALSE(has(made.all, image.digest.hex()));
    if (!image.capture_id.empty())
      CHECK_FALSE(has(made.all, "\"" + image.capture_id + "\""));
  }
  for (const auto& finding : whole.findings)
    if (!finding.id.empty()) CHECK_FALSE(has(made.all, finding.id));
}

TEST_CASE("names within an edition agree with each other") {
  ReportData whole = sample_report();
  const auto thumbnails = whole.thumbnails.size();
  REQUIRE(thumbnails > 0);
  const Made made(std::move(whole), EditionKind::non_confidential);
  CHECK(made.lessened.data.thumbnails.size() == thumbnails);
  std::size_t found = 0;
  for (const auto& image : made.lessened.data.faces->images)
    found += made.lessened.data.thumbnails.count(image.digest.hex());
  CHECK(found == thumbnails);
}

TEST_CASE("a lesser edition does not name the user") {
  ReportData whole = sample_report();
  whole.case_name = "anna-example";
  whole.run.command = "veto audit --contact anna@example.org";
  logs::Client own;
  own.ip = "198.18.7.7";
  own.user_agents = {"veto/0.1 (+anna@example.org)"};
  own.own_crawl = own.declared = true;
  whole.logs->clients.push_back(own);
  logs::Client other;
  other.ip = "203.0.113.9";
  other.user_agents = {"OtherBot/1 (198.51.100.201)"};
  other.declared = true;
  whole.logs->clients.push_back(other);
  const Made made(std::move(whole), EditionKind::non_confidential);
  CHECK_FALSE(has(made.all, "anna"));
  CHECK_FALSE(has(made.all, "198.18.7."));
  CHECK_FALSE(has(made.all, "198.51.100.201"));
  CHECK(has(made.all, "OtherBot/1 (198.51.100.0"));
}

TEST_CASE(
    "a publishable edition says how many were not verified, and no more") {
  const ReportData whole = sample_report();
  const auto unverified =
      std::ranges::count_if(whole.findings, [](const auto& finding) {
        return is_about_client(finding) &&
               !(finding.identity == audit::Identity::i3 ||
                 finding.identity == audit::Identity::i4);
      });
  REQUIRE(unverified > 0);
  const Made made(whole, EditionKind::publishable);
  CHECK(made.left("unverified_findings") ==
        static_cast<std::uint64_t>(unverified));
  for (const auto& finding : made.lessened.data.findings)
    if (is_about_client(finding))
      CHECK(finding.identity >= audit::Identity::i3);
  for (const auto& client : made.lessened.data.logs->clients)
    CHECK(client.ip == kVerified);
}

TEST_CASE("publishable: where others used a verified client's address") {
  ReportData whole = sample_report();
  for (auto& client : whole.logs->clients)
    if (client.ip == kVerified) client.user_agents.push_back("annatool/1.0");
  for (auto& finding : whole.findings)
    finding.excuses.push_back({"shared_address", false, "7 others"});
  const Made made(std::move(whole), EditionKind::publishable);
  CHECK(made.left("shared_clients") == 1);
  CHECK(made.lessened.data.logs->clients.empty());
  CHECK(has(made.all, "It leaves out 1 client whose operator was verified"));
  // A finding about it stays, its address whole wherever it stands.
  CHECK(has(made.all, kVerified));
  CHECK_FALSE(has(made.all, network_of(kVerified)));
  CHECK_FALSE(has(made.all, "annatool"));
  CHECK_FALSE(has(made.all, "7 others"));
  CHECK(has(made.all, "(not in this edition)"));
}

TEST_CASE("another program at a verified address is not its operator's") {
  constexpr const char* kOther =
      "Mozilla/5.0 (anna@example.test; X11) Chrome/130.0.0.0";
  ReportData whole = sample_report();
  audit::Finding back =
      sample_finding("V10", kVerified, "CCBot", audit::Identity::i3);
  back.facts["user_agents"] = {"CCBot/2.0", kOther};
  back.facts["returned_as"] = kOther;
  back.facts["returned_automation"] = "";
  back.facts["refused_status"] = 403;
  back.facts["seconds"] = 5;
  const std::string line =
      std::string(kVerified) +
      " - - [20/Nov/2026:08:00:00 +0000] \"GET / HTTP/1.1\""
      " 200 9000 \"-\" \"Mozilla/5.0 (X11) Chrome\"";
  back.evidence.push_back({"log_line", sha256("stream").hex() + "#88888",
                           "access.log:11", sha256(line).hex(), line});
  whole.findings.push_back(back);
  const Made told(whole, EditionKind::non_confidential);
  CHECK_FALSE(has(told.all, "anna@"));
  CHECK_FALSE(has(told.all, "] \\\"GET / HTTP"));
  CHECK(has(told.all, "[mail address]"));
  for (const auto& finding : told.lessened.disclosed)
    for (const auto& item : finding.evidence)
      CHECK_FALSE(item.ref.ends_with("#88888"));
  const Made published(whole, EditionKind::publishable);
  CHECK_FALSE(has(published.all, "X11"));
  CHECK(published.left("unverified_findings") ==
        Made(sample_report(), EditionKind::publishable)
                .left("unverified_findings") +
            1);
}

TEST_CASE("what is left out of a list is not said to be nothing") {
  ReportData whole = sample_report();
  std::erase_if(whole.findings, [](const auto& finding) {
    return is_about_client(finding) && logs::is_verified(finding.identity);
  });
  const Made made(whole, EditionKind::publishable);
  const auto texts = Texts::load("en");
  for (const char* none : {"received.none", "requested.none", "kept.none"})
    CHECK_FALSE(has(made.all, texts->say(none)));
  CHECK(has(made.all,
            "What the logs hold of other clients this edition does "
            "not say"));
  CHECK(has(made.all, "they are not among those counted here"));
}

TEST_CASE("what is no digest is not called one") {
  const std::string label = "<th scope=\"row\">SHA-256</th>";
  const std::string of_log = "SHA-256 of the file; of the decompressed";
  const auto texts = Texts::load("en");
  const auto whole = render_html(sample_report(), *texts);
  REQUIRE(whole);
  CHECK(has(*whole, label));
  CHECK(has(*whole, of_log));
  const Made made(sample_report(), EditionKind::non_confidential);
  CHECK_FALSE(has(made.all, label));
  CHECK_FALSE(has(made.all, of_log));
  CHECK(has(made.all, texts->say("edition.digest")));
}

TEST_CASE("a line of a verified client with somebody else in it is left out") {
  for (const char* other : {"203.0.113.99", "anna%40example.org"}) {
    CAPTURE(other);
    ReportData whole = sample_report();
    std::size_t planted = 0;
    std::string ref;
    for (auto& finding : whole.findings)
      if (is_about_client(finding) && logs::is_verified(finding.identity))
        for (auto& item : finding.evidence)
          if (item.kind == "log_line" && planted == 0) {
            item.raw += " \"" + std::string(other) + "\"";
            item.ref = sha256("stream").hex() + "#77777";
            ++planted;
          }
    REQUIRE(planted == 1);
    const Made made(std::move(whole), EditionKind::non_confidential);
    CHECK_FALSE(has(made.all, other));
    CHECK(made.left("log_lines_mixed") == 1);
    std::size_t told = 0;
    for (const auto& finding : made.lessened.data.findings)
      for (const auto& item : finding.evidence)
        if (item.ref.ends_with("#77777")) {
          ++told;
          CHECK(item.raw == "");
          CHECK(item.sha256 == "");
          CHECK(has(item.where, "left out: another address"));
        }
    CHECK(told == 1);
    for (const auto& finding : made.lessened.disclosed)
      for (const auto& item : finding.evidence)
        CHECK_FALSE(item.ref.ends_with("#77777"));
  }
}

TEST_CASE("mail addresses of clients are nowhere, a site's own stay") {
  ReportData whole = sample_report();
  logs::Client other;
  other.ip = "203.0.113.9";
  other.user_agents = {"OtherBot/1; +anna@example.net; +http://example.net/b"};
  other.declared = true;
  whole.logs->clients.push_back(other);
  for (auto& finding : whole.findings)
    if (is_about_client(finding))
      finding.facts["targets"] = {{{"target", "/private/?to=anna@example.net"},
                                   {"time", "2026-11-20T08:00:00.000Z"},
                                   {"status", 200},
                                   {"bytes", 512},
                                   {"line", 4},
                                   {"rule", "Disallow: /private/"}}};
    else
      finding.facts["contact"] = "webmaster@example.org";
  const Made made(std::move(whole), EditionKind::non_confidential);
  CHECK_FALSE(has(made.all, "anna@"));
  CHECK(has(made.all, "OtherBot/1; [mail address]; +http://example.net/b"));
  CHECK(has(made.all, "webmaster@example.org"));
}

TEST_CASE("an operator's mail address is nobody else's to tell") {
  ReportData whole = sample_report();
  for (auto& finding : whole.findings)
    if (is_about_client(finding)) {
      const bool verified = logs::is_verified(finding.identity);
      finding.facts["user_agents"] =
          nlohmann::json::array({verified ? "CCBot/2.0 (ops@example.net)"
                                          : "zed/1 (ops@example.net)"});
    }
  const Made made(std::move(whole), EditionKind::non_confidential);
  CHECK(has(made.all, "CCBot/2.0 (ops@example.net)"));
  CHECK(has(made.all, "zed/1 ([mail address])"));
  CHECK_FALSE(has(made.all, "zed/1 (ops"));
}

TEST_CASE("a lesser edition has no digest of a log, but one name for it") {
  const ReportData whole = sample_report();
  const std::string file = whole.logs->files[0].file_digest.hex();
  const std::string stream = whole.logs->files[0].stream_digest.hex();
  Made made(whole, EditionKind::non_confidential);
  CHECK_FALSE(has(made.all, file));
  CHECK_FALSE(has(made.all, stream));
  const std::string name = made.aliases.of_hex(stream);
  CHECK(made.lessened.data.logs->files[0].stream_digest.hex() == name);
  std::size_t refs = 0;
  for (const auto* findings :
       {&made.lessened.data.findings, &made.lessened.disclosed})
    for (const auto& finding : *findings)
      for (const auto& item : finding.evidence)
        if (item.kind == "log_line") {
          ++refs;
          CHECK(item.ref.starts_with(name + "#"));
        }
  CHECK(refs > 0);
}

TEST_CASE("a name is spelled as what it is") {
  Aliases aliases{std::string(32, 's')};
  const Digest known = sha256("known");
  const std::string name = aliases.of(known).hex();
  const std::string other = sha256("other").hex();
  const std::string spelled = aliases.spelled(name + "#1 \"" + other + "\"");
  CHECK(spelled == "alias-" + name.substr(0, 32) + "#1 \"" + other + "\"");
  CHECK(is_spelled_alias(spelled.substr(0, spelled.find('#'))));
  CHECK_FALSE(is_spelled_alias(name));
  CHECK_FALSE(is_spelled_alias("alias-" + name));
  CHECK_FALSE(is_spelled_alias("alias-" + std::string(32, '/')));
  // Longer runs of digits are something else.
  CHECK(aliases.spelled(name + "0") == name + "0");
  CHECK(has(aliases.lines(), known.hex()));
  CHECK(has(aliases.lines(), "alias-" + name.substr(0, 32)));
  CHECK_FALSE(has(aliases.lines(), name));
}

TEST_CASE("lines are disclosed for verified clients alone") {
  const Made made(sample_report(), EditionKind::non_confidential);
  REQUIRE_FALSE(made.lessened.disclosed.empty());
  for (const auto& finding : made.lessened.disclosed) {
    CHECK(finding.operator_name != "");
    for (const auto& item : finding.evidence)
      if (item.kind == "log_line") CHECK(item.raw != "");
  }
}

}  // namespace
}  // namespace veto::test
