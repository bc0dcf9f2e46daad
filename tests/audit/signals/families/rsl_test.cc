// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/rsl.h"

#include <fmt/format.h>

#include "tests/audit/signals/families/signals_shown.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using test::shown;

namespace {

std::vector<Signal> rsl_signals(std::string_view document) {
  Signal stem;
  stem.source = Source::file;
  stem.url = "https://e.org/license.xml";
  stem.evidence = "c1";
  return read_rsl(document, stem, "https://e.org");
}

std::string rsl(std::string_view inside) {
  return fmt::format("<rsl xmlns=\"https://rslstandard.org/rsl\">{}</rsl>",
                     inside);
}

std::string content(std::string_view attributes, std::string_view license) {
  return fmt::format("<content {}><license>{}</license></content>", attributes,
                     license);
}

std::string all_site(std::string_view license) {
  return rsl(content("url=\"/*\"", license));
}

std::string rsl_answer(std::string_view document, Use use,
                       std::string_view target = "/a") {
  const auto said = resolve_rsl(rsl_signals(document), target, use);
  return said ? std::string(to_string(said->wish)) : "nothing";
}

constexpr std::string_view kNoTraining =
    "<prohibits type=\"usage\">ai-train</prohibits>";
constexpr std::string_view kTraining =
    "<permits type=\"usage\">ai-train</permits>";

}  // namespace

TEST_CASE("RSL reader: statements") {
  struct Row {
    std::string license;
    const char* signals;
  };
  const Row rows[] = {
      {std::string(kNoTraining), "ai-train=prohibits @/*"},
      {std::string(kTraining), "ai-train=permits @/*"},
      // Separated by white space, or by commas as in most files.
      {"<permits type=\"usage\">search ai-index</permits>",
       "search=permits @/* | ai-index=permits @/*"},
      {"<permits type=\"usage\">search,ai-index , ai-input</permits>",
       "search=permits @/* | ai-index=permits @/* | ai-input=permits @/*"},
      {"<prohibits type=\"usage\">\n AI-All\n</prohibits>",
       "ai-all=prohibits @/*"},
      {"<prohibits type=\" Usage \">all</prohibits>", "all=prohibits @/*"},
      // Labels of AIPREF and of older drafts are not of the vocabulary.
      {"<permits type=\"usage\">train-ai</permits>",
       "train-ai=permits @/* !unknown_usage"},
      {"<prohibits type=\"usage\">ai-use search</prohibits>",
       "ai-use=prohibits @/* !unknown_usage | search=prohibits @/*"},
      {"<prohibits>ai-train</prohibits>",
       "ai-train=prohibits @/* !unknown_type"},
      {"<permits type=\"usage\"/>", "usage=permits @/* !no_value"},
      // Conditions.
      {"<permits type=\"usage\">search</permits>"
       "<permits type=\"user\">education</permits>",
       "search=permits_if @/* | user:education=permits @/*"},
      {"<prohibits type=\"user\">commercial</prohibits>"
       "<permits type=\"usage\">search</permits>",
       "user:commercial=prohibits @/* | search=permits_if @/*"},
      {"<permits type=\"user\">commercial non-commercial education government "
       "personal</permits><permits type=\"usage\">search</permits>",
       "user:commercial=permits @/* | user:non-commercial=permits @/* | "
       "user:education=permits @/* | user:government=permits @/* | "
       "user:personal=permits @/* | search=permits @/*"},
      {"<permits type=\"user\">all</permits>"
       "<permits type=\"usage\">search</permits>",
       "user:all=permits @/* | search=permits @/*"},
      {"<permits type=\"geo\">DE</permits>"
       "<permits type=\"usage\">search</permits>",
       "geo:de=permits @/* | search=permits_if @/*"},
      {"<permits type=\"usage\">search</permits><payment type=\"free\"/>",
       "search=permits @/* | payment=free @/*"},
      {"<permits type=\"usage\">search</permits><payment/>",
       "search=permits @/* | payment=free @/*"},
      {"<permits type=\"usage\">search</permits>"
       "<payment type=\"purchase\"><amount currency=\"EUR\">1</amount>"
       "<standard>https://e.org/s</standard></payment>",
       "search=permits_if @/* | payment=purchase @/*"},
      {"<permits type=\"usage\">search</permits>"
       "<payment type=\"attribution\"/>",
       "search=permits_if @/* | payment=attribution @/*"},
      {"<legal type=\"warranty\">ownership authority</legal>",
       "legal:warranty=ownership authority @/*"},
      {"<permits type=\"usage\"><![CDATA[search]]></permits>",
       "search=permits @/*"},
      {"<permits type=\"usage\">se&#97;rch</permits>", "search=permits @/*"},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.license);
    CHECK(shown(rsl_signals(all_site(row.license))) == row.signals);
  }
}

TEST_CASE("RSL reader: the url of a content") {
  struct Row {
    const char* attributes;
    const char* signals;
  };
  const Row rows[] = {
      {"url=\"/\"", "ai-train=prohibits @/"},
      {"url=\"/news/*.jpg$\"", "ai-train=prohibits @/news/*.jpg$"},
      // An address of the site that names the file is a path of it.
      {"url=\"https://e.org/news/*\"", "ai-train=prohibits @/news/*"},
      {"url=\"https://e.org\"", "ai-train=prohibits @/"},
      {"url=\"HTTPS://E.org:443/?a=*\"", "ai-train=prohibits @/?a=*"},
      {"url=\"https://other.example/*\"",
       "ai-train=prohibits @https://other.example/*"},
      {"url=\"http://e.org/*\"", "ai-train=prohibits @http://e.org/*"},
      {"", "ai-train=prohibits !no_url"},
      {"url=\"\"", "ai-train=prohibits !no_url"},
      {"url=\"/*\" server=\"https://l.example/api\"",
       "server=https://l.example/api @/* | ai-train=prohibits @/*"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.attributes);
    CHECK(shown(rsl_signals(rsl(content(row.attributes, kNoTraining)))) ==
          row.signals);
  }
  // A license behind a content is nobody's.
  CHECK(shown(rsl_signals(
            rsl("<content url=\"/*\" server=\"https://l.example/\"/><license>" +
                std::string(kTraining) + "</license>"))) ==
        "server=https://l.example/ @/* | ai-train=permits !no_url");
  const std::string long_url = "url=\"/" + std::string(5000, 'a') + "\"";
  CHECK(shown(rsl_signals(rsl(content(long_url, kNoTraining)))) ==
        "ai-train=prohibits !url_too_long");
}

TEST_CASE("RSL reader: which documents are license files") {
  struct Row {
    std::string document;
    const char* signals;
  };
  const std::string inside = content("url=\"/*\"", kNoTraining);
  const Row rows[] = {
      {rsl(inside), "ai-train=prohibits @/*"},
      {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- us -->" + rsl(inside),
       "ai-train=prohibits @/*"},
      // Prefixes are the author's choice.
      {"<r:rsl xmlns:r=\"https://rslstandard.org/rsl\"><r:content url=\"/*\">"
       "<r:license><r:prohibits type=\"usage\">ai-train</r:prohibits>"
       "</r:license></r:content></r:rsl>",
       "ai-train=prohibits @/*"},
      {"<rsl>" + inside + "</rsl>", "rsl !wrong_namespace"},
      {"<rsl xmlns=\"http://rslstandard.org/rsl\">" + inside + "</rsl>",
       "rsl !wrong_namespace"},
      {"<rsl xmlns=\"https://rslstandard.org/rsl/\">" + inside + "</rsl>",
       "rsl !wrong_namespace"},
      // The default namespace is not that of the prefix.
      {"<r:rsl xmlns=\"https://rslstandard.org/rsl\" xmlns:r=\"x\"/>",
       "rsl !wrong_namespace"},
      {rsl(""), "rsl !no_content"},
      {rsl("<license>" + std::string(kNoTraining) + "</license>"),
       "rsl !no_content"},
      {"<rss xmlns:rsl=\"https://rslstandard.org/rsl\"/>", "rsl !not_rsl"},
      {"<!DOCTYPE html><html><body>Not found</body></html>", "rsl !not_rsl"},
      {"{\"rsl\": 1}", "rsl !not_rsl"},
      {"", "rsl !not_rsl"},
      // What came before a fault does not count.
      {"<rsl xmlns=\"https://rslstandard.org/rsl\">" + inside, "rsl !not_rsl"},
      {"<!DOCTYPE rsl [<!ENTITY a \"b\">]>" + rsl(inside), "rsl !not_rsl"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.document);
    CHECK(shown(rsl_signals(row.document)) == row.signals);
  }
}

TEST_CASE("RSL reader: elements of another namespace are passed over") {
  struct Row {
    std::string content;
    const char* signals;
  };
  const std::string no(kNoTraining);
  const std::string other =
      "<x:prohibits xmlns:x=\"urn:x\" type=\"usage\">all</x:prohibits>";
  const Row rows[] = {
      {content("url=\"/*\"", other + no), "ai-train=prohibits @/*"},
      {content("url=\"/*\"", no + other), "ai-train=prohibits @/*"},
      // With all that stands in them, be it of the vocabulary.
      {content("url=\"/*\"", "<x:more xmlns:x=\"urn:x\">" + no + "</x:more>"),
       ""},
      {content("url=\"/*\"", "<more xmlns=\"urn:x\">" + no + "</more>"), ""},
      {"<x:content xmlns:x=\"urn:x\" url=\"/*\"><license>" + no +
           "</license></x:content>",
       "rsl !no_content"},
      // Nor does their text become a statement's.
      {content("url=\"/*\"",
               "<prohibits type=\"usage\"><x:a xmlns:x=\"urn:x\">all</x:a>"
               "ai-train</prohibits>"),
       "ai-train=prohibits @/*"},
      // A prefix that is not declared has no namespace.
      {content("url=\"/*\"", "<x:prohibits type=\"usage\">all</x:prohibits>"),
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.content);
    CHECK(shown(rsl_signals(rsl(row.content))) == row.signals);
  }
}

TEST_CASE("RSL: a content without a license says nothing of its addresses") {
  CHECK(shown(rsl_signals(rsl("<content url=\"/*\"/>"))) ==
        "content @/* !no_license");
  CHECK(shown(rsl_signals(
            rsl("<content url=\"/*\" server=\"https://l.example/\"/>"))) ==
        "server=https://l.example/ @/*");
  const std::string document =
      rsl(content("url=\"/*\"", kTraining) + "<content url=\"/private/*\"/>");
  CHECK(rsl_answer(document, Use::training, "/a") == "allowed");
  CHECK(rsl_answer(document, Use::training, "/private/a") == "nothing");
}

TEST_CASE("RSL reader: a signal says where it stood") {
  const auto signals = rsl_signals(
      "<rsl xmlns=\"https://rslstandard.org/rsl\">\n<content url=\"/*\">\n"
      "<license>\n<prohibits type=\"usage\">ai-train</prohibits>\n"
      "</license></content></rsl>");
  REQUIRE(signals.size() == 1);
  CHECK(signals[0].line == 4);
  CHECK(signals[0].raw == "<prohibits type=\"usage\">ai-train</prohibits>");
  CHECK(signals[0].url == "https://e.org/license.xml");
  CHECK(signals[0].evidence == "c1");
  CHECK(signals[0].family == Family::rsl);
  CHECK(signals[0].source == Source::file);
}

TEST_CASE("RSL resolver: which usage speaks of which use") {
  struct Row {
    const char* usage;
    // index, training, answer, dataset, crawl: "n" where prohibiting the usage
    // reserves, "y" where permitting it allows, "." for nothing.
    const char* prohibited;
    const char* permitted;
  };
  const Row rows[] = {
      {"all", "nnnn.", "yyyy."},
      {"ai-all", ".nn..", ".yy.."},
      {"ai-train", ".n...", ".y..."},
      {"ai-input", "..n..", "..y.."},
      {"search", "n....", "y...."},
      // A step towards an answer: needed for it, not enough for it.
      {"ai-index", "..n..", "....."},
  };
  const Use uses[] = {Use::index, Use::training, Use::answer, Use::dataset,
                      Use::crawl};
  for (const Row& row : rows) {
    CAPTURE(row.usage);
    std::string prohibited;
    std::string permitted;
    for (const Use use : uses) {
      prohibited +=
          rsl_answer(
              all_site(fmt::format("<prohibits type=\"usage\">{}</prohibits>",
                                   row.usage)),
              use) == "reserved"
              ? "n"
              : ".";
      permitted +=
          rsl_answer(all_site(fmt::format(
                         "<permits type=\"usage\">{}</permits>", row.usage)),
                     use) == "allowed"
              ? "y"
              : ".";
    }
    CHECK(prohibited == row.prohibited);
    CHECK(permitted == row.permitted);
  }
}

TEST_CASE("RSL resolver: prohibitions, permits and conditions") {
  struct Row {
    const char* rule;
    std::string document;
    const char* training;
  };
  const std::string no(kNoTraining);
  const std::string yes(kTraining);
  const std::string education =
      yes + "<permits type=\"user\">education</permits>";
  const Row rows[] = {
      {"prohibited", all_site(no), "reserved"},
      {"permitted", all_site(yes), "allowed"},
      {"prohibits wins over permits (3.1.1)", all_site(yes + no), "reserved"},
      {"in any order", all_site(no + yes), "reserved"},
      {"and over a wider permit",
       all_site("<permits type=\"usage\">all</permits>" + no), "reserved"},
      {"a wider prohibition wins over a permit",
       all_site("<prohibits type=\"usage\">ai-all</prohibits>" + yes),
       "reserved"},
      {"in another license of the content",
       rsl("<content url=\"/*\"><license>" + yes + "</license><license>" + no +
           "</license></content>"),
       "reserved"},
      {"absence is no permission",
       all_site("<permits type=\"usage\">search</permits>"), "nothing"},
      {"nor a prohibition",
       all_site("<prohibits type=\"usage\">search</prohibits>"), "nothing"},
      {"a license that says nothing", all_site(""), "nothing"},
      {"a permit for some", all_site(education), "reserved"},
      {"a permit for some countries",
       all_site(yes + "<permits type=\"geo\">DE</permits>"), "reserved"},
      {"a permit but not for some",
       all_site(yes + "<prohibits type=\"user\">commercial</prohibits>"),
       "reserved"},
      {"a permit that costs",
       all_site(yes + "<payment type=\"subscription\"/>"), "reserved"},
      {"a permit that is free", all_site(yes + "<payment type=\"free\"/>"),
       "allowed"},
      {"a permit to be fetched from a server",
       rsl(content("url=\"/*\" server=\"https://l.example/\"", yes)),
       "reserved"},
      {"beside a license without conditions",
       rsl("<content url=\"/*\"><license>" + education + "</license><license>" +
           yes + "</license></content>"),
       "allowed"},
      {"some are shut out of everything",
       all_site("<prohibits type=\"user\">commercial</prohibits>"), "reserved"},
      {"a limit without a usage permits nothing",
       all_site("<permits type=\"user\">education</permits>"), "nothing"},
      {"an unknown usage",
       all_site("<prohibits type=\"usage\">train-ai</prohibits>"), "nothing"},
      {"the wrong namespace",
       "<rsl xmlns=\"x\">" + content("url=\"/*\"", no) + "</rsl>", "nothing"},
      {"another site's address",
       rsl(content("url=\"https://other.example/*\"", no)), "nothing"},
      {"no address", rsl(content("", no)), "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CHECK(rsl_answer(row.document, Use::training) == row.training);
  }
}

TEST_CASE("RSL resolver: the most specific content counts") {
  const std::string document = rsl(
      content("url=\"/*\"", kNoTraining) +
      content("url=\"/news/\"", kTraining) +
      content("url=\"/news/x*\"", "<permits type=\"usage\">search</permits>") +
      content("url=\"*.jpg$\"", kTraining) +
      content("url=\"/same*\"", kTraining) +
      content("url=\"/same*\"", kNoTraining));
  struct Row {
    const char* target;
    const char* training;
  };
  const Row rows[] = {
      {"/", "reserved"},
      {"/a?b", "reserved"},
      {"/news/a", "allowed"},
      {"/%6Eews/a", "allowed"},  // RFC 9309, section 2.2.2
      {"/News/a", "reserved"},
      {"/news/xy", "nothing"},  // of which the narrower content says nothing
      {"/a.jpg", "allowed"},
      {"/a.jpg?b", "reserved"},
      {"/same", "reserved"},  // equally specific ones are taken together
  };
  for (const Row& row : rows) {
    CAPTURE(row.target);
    CHECK(rsl_answer(document, Use::training, row.target) == row.training);
  }
}

TEST_CASE("RSL resolver: names the signal, and passes over other families") {
  auto signals =
      rsl_signals(all_site("<permits type=\"usage\">search</permits>" +
                           std::string(kTraining) + std::string(kNoTraining)));
  CHECK(shown(resolve_rsl(signals, "/a", Use::training)) == "reserved by 2");
  CHECK(shown(resolve_rsl(signals, "/a", Use::index)) == "allowed by 0");
  signals[2].family = Family::content_signal;
  CHECK(shown(resolve_rsl(signals, "/a", Use::training)) == "allowed by 1");
  CHECK(shown(resolve_rsl({}, "/a", Use::training)) == "nothing");
}

TEST_CASE("RSL reader: hostile length stays within the limits") {
  std::string terms;
  for (int i = 0; i < 100'000; ++i) terms += "all ";
  CHECK(rsl_signals(all_site("<permits type=\"usage\">" + terms + "</permits>"))
            .size() <= kMaxRslSignals);
  std::string contents;
  for (int i = 0; i < 8000; ++i) contents += content("url=\"/*\"", kNoTraining);
  CHECK(rsl_signals(rsl(contents)).size() == kMaxRslSignals);
  CHECK(shown(rsl_signals(rsl(std::string(kMaxRslBytes, ' ')))) ==
        "rsl !not_rsl");
}
