// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/reports/wacz_samples.h"

#include <doctest/doctest.h>

#include "base/gzip_fast.h"
#include "crawler/warc_record.h"
#include "tests/reports/bundle_samples.h"

namespace veto::test {

UtcTime sample_time() { return *parse_rfc3339("2026-11-27T04:05:06Z"); }

std::string sample_warc(const std::vector<std::string>& urls,
                        std::string_view body) {
  std::string warc;
  append_gzip_fast(
      crawler::warc_info({"a.warc.gz", "run", sample_time(), "veto"}), warc);
  for (const std::string& url : urls) {
    crawler::WarcExchange exchange;
    exchange.run_id = "run";
    exchange.url = url;
    exchange.time = sample_time();
    exchange.request_head = "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n";
    exchange.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    exchange.body = body;
    exchange.payload_digest = sha256(body);
    append_gzip_fast(crawler::warc_response(exchange), warc);
    append_gzip_fast(crawler::warc_request(exchange), warc);
    append_gzip_fast(crawler::warc_metadata(exchange, {{"via", ""}}), warc);
  }
  return warc;
}

reports::WaczOrder sample_order(std::vector<reports::WaczSource> warcs,
                                std::vector<std::string> urls) {
  reports::WaczOrder order;
  order.warcs = std::move(warcs);
  order.pages = [urls = std::move(urls)](const reports::VisitWaczPage& visit) {
    for (const std::string& url : urls)
      if (auto s = visit({sha256(url).hex(), url, "Club", sample_time()}); !s)
        return s;
    return Status();
  };
  order.title = "Captures";
  order.created = sample_time();
  order.software = "veto";
  return order;
}

std::string sample_wacz(const std::filesystem::path& folder,
                        const reports::SigningKey* key) {
  const std::vector<std::string> urls = {"https://www.example.org/",
                                         "https://example.org/b?y=2&x=1"};
  write_text(folder / "a.warc.gz", sample_warc(urls));
  auto order = sample_order({{folder / "a.warc.gz", "a.warc.gz"}}, urls);
  order.key = key;
  REQUIRE(reports::write_wacz(folder / "captures.wacz", order));
  return read_text(folder / "captures.wacz");
}

}  // namespace veto::test
