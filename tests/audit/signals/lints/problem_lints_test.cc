// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the families' readers find wrong, and what is to be written instead.

#include <doctest/doctest.h>

#include "tests/audit/signals/lints/site_builder.h"

using namespace veto;
using namespace veto::test;
using signals::Family;

namespace {

std::string robots_codes(std::string_view line) {
  SiteBuilder site;
  site.robots(kHome, "User-agent: *\n" + std::string(line) + "\n");
  return codes(lints(site), true);
}

}  // namespace

TEST_CASE("preferences in robots.txt that nobody reads as meant") {
  struct Row {
    std::string_view line, codes;
  };
  const Row rows[] = {
      {"Content-Usage: train-ai=n", ""},
      {"Content-Signal: ai-train=no, search=yes, use=reference", ""},
      // Each name belongs to one of the two vocabularies.
      {"Content-Usage: ai-train=no", "mixed-vocabulary"},
      {"Content-Signal: train-ai=n", "mixed-vocabulary"},
      // draft-ietf-aipref-vocab, section 6: tokens "y" and "n".
      {"Content-Usage: train-ai=no", "preference-not-token"},
      {"Content-Usage: train-ai=\"n\"", "preference-not-token"},
      {"Content-Usage: train-ai", "preference-not-token"},
      {"Content-Usage: train-genai=n", "stale-label"},
      {"Content-Usage: Train-AI=n", "usage-not-a-dictionary"},
      {"Content-Usage:", "usage-empty"},
      {"Content-Usage: train-everything=n", "unknown-preference"},
      // RFC 9651, section 4.2.2: the last of a key counts.
      {"Content-Usage: train-ai=n, search=y, train-ai=y", "usage-key-repeated"},
      {"Content-Usage: train-ai=n, train-ai=n", ""},
      {"Content-Signal: train=no", "unknown-preference"},
      {"Content-Signal: ai-train=n", "content-signal-value"},
      {"Content-Signal: ai-train=no search=yes", "content-signal-value"},
      {"Content-Signals: ai-train=no", "content-signal-plural"},
      {"License: /license.xml", "rsl-license-relative"},
      {"License: https://example.org/license.xml", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(robots_codes(row.line) == row.codes);
  }
}

TEST_CASE("a statement before every group addresses nobody for sure") {
  SiteBuilder site;
  site.robots(kHome, "Content-Signal: ai-train=no\nUser-agent: *\nAllow: /\n");
  CHECK(codes(lints(site)) == "preference-without-group");
}

TEST_CASE("what to write instead") {
  struct Row {
    std::string_view line, write;
  };
  const Row rows[] = {{"Content-Usage: ai-train=no", "train-ai=n"},
                      {"Content-Usage: ai-train=yes", "train-ai=y"},
                      {"Content-Usage: ai-input=no", "ai-use=n"},
                      {"Content-Usage: train-ai=no", "train-ai=n"},
                      {"Content-Usage: train-ai=\"y\"", "train-ai=y"},
                      {"Content-Usage: train-ai", "train-ai=n"},
                      {"Content-Usage: genai=n", "train-ai=n"},
                      {"Content-Usage: search=no", "search=n"},
                      {"Content-Signal: train-ai=n", "ai-train=no"},
                      {"Content-Signal: train-ai=y", "ai-train=yes"},
                      {"Content-Signal: ai-use=n", "ai-input=no"},
                      {"Content-Signal: search=n", "search=no"},
                      {"Content-Signal: use=some", "use=reference"}};
  for (const Row& row : rows) {
    CAPTURE(row.line);
    SiteBuilder site;
    site.robots(kHome, "User-agent: *\n" + std::string(row.line) + "\n");
    const auto found = lints(site);
    REQUIRE(found.size() == 1);
    CHECK(found.front().facts["write"] == row.write);
    CHECK(found.front().first().line == 2);
    CHECK(found.front().first().raw == row.line);
  }
}

TEST_CASE("one line for several agents is one place") {
  SiteBuilder site;
  site.robots(kHome,
              "User-agent: a\nUser-agent: b\nContent-Signal: train-ai=n\n");
  const auto found = lints(site);
  REQUIRE(found.size() == 1);
  CHECK(found.front().count == 1);
}

TEST_CASE("rules of tdmrep.json") {
  struct Row {
    std::string_view body, codes;
  };
  const Row rows[] = {
      {R"([{"location": "/", "tdm-reservation": 1}])", ""},
      {R"([{"location": "/", "tdm-reservation": "1"}])",
       "tdmrep-value-not-number"},
      {R"([{"location": "/", "tdm-reservation": 2}])", "tdmrep-bad-value"},
      {R"({"location": "/", "tdm-reservation": 1})", "tdmrep-object-not-array"},
      {R"([{"tdm-reservation": 1}])", "tdmrep-missing-location"},
      {R"([{"location": "a", "tdm-reservation": 1}])",
       "tdmrep-location-not-path"},
      {R"([{"location": "/"}])", "tdmrep-missing-reservation"},
      {R"([1])", "tdmrep-rule-unread"},
      {R"([{"location": "/", )", "tdmrep-not-json"},
      // The first that matches counts.
      {R"([{"location": "*", "tdm-reservation": 0},)"
       R"({"location": "/a", "tdm-reservation": 1}])",
       "tdmrep-hidden-by-earlier"},
      {R"([{"location": "/a", "tdm-reservation": 1},)"
       R"({"location": "*", "tdm-reservation": 0}])",
       ""},
      {R"([{"location": "/", "tdm-reservation": 1, "tdm-policy": 5}])",
       "tdmrep-policy-not-text"},
      {"[]", "tdmrep-no-rules"},
      {R"([{"location": "/", "tdm-reservation": 1, "tdm-policy": "/p.html"}])",
       "tdm-policy-not-url"},
      {R"([{"location": "/", "tdm-reservation": 1,)"
       R"( "tdm-policy": "https://example.org/p.html"}])",
       ""}};
  for (const Row& row : rows) {
    CAPTURE(row.body);
    SiteBuilder site;
    site.file(kHome, "/.well-known/tdmrep.json", row.body, "application/json");
    CHECK(codes(lints(site), true) == row.codes);
  }
}

TEST_CASE("ai.txt, trust.txt and license files") {
  struct Row {
    const char *path, *type;
    std::string_view body, codes;
  };
  const Row rows[] = {
      {"/ai.txt", "text/plain", "User-Agent: *\nDisallow: *.jpg\n", ""},
      {"/ai.txt", "text/plain", "Disallow: /\nUser-Agent: *\nDisallow: /\n",
       "ai-txt-no-agent"},
      {"/ai.txt", "text/plain", "Training: deny\n", "ai-txt-another-format"},
      {"/ai.txt", "text/plain", "User-Agent: *\nDisallow:\n",
       "ai-txt-no-pattern"},
      {"/trust.txt", "text/plain", "datatrainingallowed=no\n", ""},
      {"/trust.txt", "text/plain", "datatrainingallowed=never\n",
       "trust-txt-value"},
      {"/trust.txt", "text/plain",
       "datatrainingallowed=no\ndatatrainingallowed=yes\n",
       "trust-txt-several"},
      {"/trust.txt", "text/plain", "member=https://example.org/\n",
       "trust-txt-not-stated"},
      {"/trust.txt", "text/plain", "hello\n", "trust-txt-another-format"},
      {"/l.xml", "application/rsl+xml", "<rsl xmlns=\"urn:x\"/>",
       "rsl-wrong-namespace"},
      {"/l.xml", "application/rsl+xml",
       "<rsl xmlns=\"https://rslstandard.org/rsl\"/>", "rsl-no-content"},
      {"/l.xml", "application/rsl+xml",
       "<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/\">"
       "<license><prohibits type=\"usage\">training</prohibits></license>"
       "</content></rsl>",
       "rsl-unknown-usage"},
      {"/l.xml", "application/rsl+xml",
       "<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/\"/></rsl>",
       "rsl-content-no-license"}};
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.body);
    SiteBuilder site;
    site.file(kHome, row.path, row.body, row.type);
    CHECK(codes(lints(site), true) == row.codes);
  }
}

TEST_CASE("metadata in images") {
  struct Row {
    Family family;
    std::string_view problem, codes;
  };
  const Row rows[] = {
      {Family::embedded, "", ""},
      {Family::embedded, "unknown_value", "metadata-unknown-value"},
      {Family::embedded, "unknown_property", "metadata-unknown-property"},
      {Family::embedded, "wrong_namespace", "metadata-wrong-namespace"},
      {Family::embedded, "not_xml", "metadata-not-xml"},
      {Family::embedded, "differs_within_file", "metadata-differs"},
      {Family::embedded, "no_vocabulary_uri", "metadata-no-address"},
      {Family::training_mining, "entry_not_map", "assertion-unread"},
      {Family::training_mining, "unknown_use", "assertion-unread"},
      {Family::training_mining, "both_labels_differ",
       "assertion-labels-differ"},
      {Family::training_mining, "legacy_label", "assertion-legacy-label"},
      {Family::training_mining, "constrained_without_terms",
       "assertion-without-terms"}};
  for (const Row& row : rows) {
    CAPTURE(row.problem);
    SiteBuilder site;
    site.image(
        kHome + "/a.jpg", {},
        {metadata(row.family, "name", "value", std::string(row.problem))});
    CHECK(codes(lints(site), true) == row.codes);
  }
}

TEST_CASE("a relative policy, wherever it stands") {
  SiteBuilder site;
  site.page(kHome + "/", {{"tdm-policy", "/p"}},
            {{"tdm-policy", "//example.org/p"}});
  const auto found = lints(site);
  CHECK(codes(found) == "tdm-policy-not-url");
  SiteBuilder whole;
  whole.page(kHome + "/", {{"tdm-policy", "https://example.org/p"}});
  CHECK(codes(lints(whole)) == "");
}
