// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/signals/own_signals.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

std::string shown(const Signal& signal) {
  std::string text(to_string(signal.family));
  text += " " + std::string(to_string(signal.source)) + " " + signal.name;
  if (!signal.value.empty()) text += "=" + signal.value;
  if (!signal.problem.empty()) text += " (" + signal.problem + ")";
  return text + " | " + signal.raw;
}

using Texts = std::vector<std::string>;

Texts of_headers(crawler::Headers headers) {
  crawler::Capture capture;
  capture.id = "c1";
  capture.url = "https://a.example/x/";
  capture.headers = std::move(headers);
  Texts all;
  for (const Signal& signal :
       signals_of_response(capture, config::ScraperRegistry::built_in())) {
    CHECK(signal.url == capture.url);
    CHECK(signal.evidence == "c1");
    all.push_back(shown(signal));
  }
  return all;
}

}  // namespace

TEST_CASE("own signals: every field of a response that speaks of use") {
  struct Row {
    crawler::Headers headers;
    Texts expected;
  };
  const Row rows[] = {
      {{{"content-type", "text/html"}, {"x-powered-by", "noai"}}, {}},
      {{{"X-Robots-Tag", "noai"}, {"x-robots-tag", "noarchive"}},
       {"directive header noai | X-Robots-Tag: noai",
        "directive header noarchive | x-robots-tag: noarchive"}},
      {{{"TDM-Reservation", "1"}},
       {"tdmrep header tdm-reservation=1 | TDM-Reservation: 1"}},
      // RFC 9110, section 5.3: the fields of a list are one list.
      {{{"Content-Usage", "train-ai=n"}, {"Content-Usage", "search=y"}},
       {"content_usage header train-ai=n | Content-Usage: train-ai=n, search=y",
        "content_usage header search=y | Content-Usage: train-ai=n, "
        "search=y"}},
      {{{"Content-Signal", "ai-train=no"}},
       {"content_signal header ai-train=no | Content-Signal: ai-train=no"}},
      {{{"Link", "</l.xml>; rel=\"license\"; type=\"application/rsl+xml\""}},
       {"rsl link license=https://a.example/l.xml | Link: </l.xml>; "
        "rel=\"license\"; type=\"application/rsl+xml\""}},
      {{{"Link", "</l.html>; rel=license"}}, {}}};
  for (const Row& row : rows) CHECK(of_headers(row.headers) == row.expected);
}

TEST_CASE("own signals: meta elements and licenses of a page") {
  crawler::Page page;
  page.url = page.base = "https://a.example/";
  page.capture_id = "c1";
  page.metas = {{"robots", "noimageai"},
                {"tdm-reservation", "1"},
                {"description", "noai"}};
  page.links = {{"https://b.example/l.xml", "license", "application/rsl+xml"},
                {"https://b.example/l.html", "license", "text/html"}};
  Texts all;
  for (const Signal& signal :
       signals_of_page(page, config::ScraperRegistry::built_in()))
    all.push_back(shown(signal));
  CHECK(all == Texts{"directive meta noimageai | <meta name=\"robots\" "
                     "content=\"noimageai\">",
                     "tdmrep meta tdm-reservation=1 | <meta "
                     "name=\"tdm-reservation\" content=\"1\">",
                     "rsl link license=https://b.example/l.xml | <link "
                     "rel=\"license\" type=\"application/rsl+xml\" "
                     "href=\"https://b.example/l.xml\">"});
}
