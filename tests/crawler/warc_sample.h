// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_TESTS_CRAWLER_WARC_SAMPLE_H_
#define VETO_TESTS_CRAWLER_WARC_SAMPLE_H_

#include "crawler/warc_record.h"

namespace veto::test {

// One plain exchange: two bytes of body, nothing coded or cut.
inline crawler::WarcExchange warc_sample() {
  crawler::WarcExchange exchange;
  exchange.run_id = "20261123T094424.123456Z";
  exchange.url = "http://example.org/a";
  exchange.time = *parse_rfc3339("2026-11-23T09:44:24.123Z");
  exchange.remote_ip = "192.0.2.1";
  exchange.protocol = "http/1.1";
  exchange.request_head = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
  exchange.response_head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
  exchange.body = "ok";
  exchange.payload_digest = sha256(exchange.body);
  return exchange;
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_WARC_SAMPLE_H_
