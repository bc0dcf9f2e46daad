// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each kind of record against WARC 1.1 (ISO 28500:2017), sections 5 and 6.

#include "crawler/warc_record.h"
#include "tests/crawler/warc_sample.h"

#include <doctest/doctest.h>

#include <set>

#include "crawler/exchange_facts.h"
#include "crawler/warc_reader.h"

using namespace veto;
using namespace veto::crawler;

namespace {

WarcOriginal original() {
  const WarcExchange from = test::warc_sample();
  return {"an earlier run", "http://example.org/first", from.time,
          from.payload_digest};
}

int count(const WarcRecordView& record, std::string_view name,
          std::string_view value) {
  int found = 0;
  for (const auto& [key, held] : record.fields)
    found += key == name && held == value ? 1 : 0;
  return found;
}

}  // namespace

TEST_CASE("a response record carries what WARC 1.1 asks for") {
  const std::string bytes = warc_response(test::warc_sample());
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  CHECK(record->size == bytes.size());
  CHECK(record->field("warc-type") == "response");
  CHECK(record->field("WARC-Date") == "2026-11-23T09:44:24.123Z");
  CHECK(record->field("WARC-Target-URI") == "http://example.org/a");
  CHECK(record->field("WARC-IP-Address") == "192.0.2.1");
  CHECK(record->field("Content-Type") == "application/http;msgtype=response");
  CHECK(record->field("WARC-Payload-Digest") == sha256("ok").labelled());
  CHECK(record->field("WARC-Block-Digest") == sha256(record->block).labelled());
  CHECK(!record->field("WARC-Truncated"));
  CHECK(record->block == test::warc_sample().response_head + "ok");
  std::set<std::string> names;
  for (const auto& [name, value] : record->fields)
    CHECK(names.insert(name).second);  // no field twice
}

TEST_CASE("a request record points to its response") {
  const std::string request = warc_request(test::warc_sample());
  const std::string response = warc_response(test::warc_sample());
  const auto from = parse_warc_record(request);
  const auto to = parse_warc_record(response);
  REQUIRE(from);
  REQUIRE(to);
  CHECK(from->field("WARC-Concurrent-To") == to->field("WARC-Record-ID"));
  CHECK(from->field("WARC-Record-ID") != to->field("WARC-Record-ID"));
  CHECK(from->field("WARC-Date") == to->field("WARC-Date"));
  CHECK(from->block == test::warc_sample().request_head);
  CHECK(!from->field("WARC-Payload-Digest"));
}

TEST_CASE("a cut body is marked") {
  WarcExchange cut = test::warc_sample();
  cut.truncated = "length";
  const std::string bytes = warc_response(cut);
  CHECK(parse_warc_record(bytes)->field("WARC-Truncated") == "length");
}

TEST_CASE("warcinfo has no target, no payload and no concurrent records") {
  const std::string bytes =
      warc_info({"veto-r1-00001.warc.gz", "r1", UtcTime(), "veto/0.1"});
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  CHECK(record->field("WARC-Filename") == "veto-r1-00001.warc.gz");
  for (const char* name :
       {"WARC-Target-URI", "WARC-Payload-Digest", "WARC-Concurrent-To",
        "WARC-IP-Address", "WARC-Warcinfo-ID"})
    CHECK(!record->field(name));
}

TEST_CASE("what was spoken is named, one field each") {
  WarcExchange secure = test::warc_sample();
  secure.protocol = "h2";
  secure.tls_version = "tls/1.3";
  secure.cipher_suite = "TLS_AES_128_GCM_SHA256";
  for (const std::string& bytes :
       {warc_response(secure), warc_request(secure),
        warc_revisit(secure, RevisitProfile::not_modified, original())}) {
    const auto record = parse_warc_record(bytes);
    REQUIRE(record);
    CHECK(count(*record, "WARC-Protocol", "h2") == 1);
    CHECK(count(*record, "WARC-Protocol", "tls/1.3") == 1);
    CHECK(count(*record, "WARC-Cipher-Suite", "TLS_AES_128_GCM_SHA256") == 1);
  }
}

TEST_CASE(
    "6.7: a revisit names its profile and the record that has the bytes") {
  WarcExchange held = test::warc_sample();
  held.run_id = original().run_id;
  held.url = original().url;
  const std::string response = warc_response(held);
  const auto holder = parse_warc_record(response);
  REQUIRE(holder);
  struct Case {
    RevisitProfile profile;
    const char* uri;
    bool truncated;
  };
  const Case cases[] = {
      {RevisitProfile::identical_payload,
       "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
       true},
      {RevisitProfile::not_modified,
       "http://netpreserve.org/warc/1.1/revisit/server-not-modified", false},
  };
  for (const auto& c : cases) {
    const std::string bytes =
        warc_revisit(test::warc_sample(), c.profile, original());
    const auto record = parse_warc_record(bytes);
    REQUIRE(record);
    CHECK(record->field("WARC-Type") == "revisit");
    CHECK(record->field("WARC-Profile") == c.uri);
    CHECK(record->field("WARC-Refers-To") == holder->field("WARC-Record-ID"));
    CHECK(record->field("WARC-Refers-To-Target-URI") == original().url);
    CHECK(record->field("WARC-Refers-To-Date") == "2026-11-23T09:44:24.123Z");
    CHECK(record->field("WARC-Payload-Digest") == sha256("ok").labelled());
    CHECK(record->field("WARC-Block-Digest") ==
          sha256(test::warc_sample().response_head).labelled());
    CHECK(record->field("WARC-Truncated").has_value() == c.truncated);
    CHECK(record->block == test::warc_sample().response_head);
    const std::string request = warc_request(test::warc_sample());
    CHECK(parse_warc_record(request)->field("WARC-Concurrent-To") ==
          record->field("WARC-Record-ID"));
  }
}

TEST_CASE("6.6: metadata has no payload and belongs to its response") {
  TransportResponse response;
  response.header = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  response.protocol = "h2";
  response.problem = "the body was cut at 2 bytes";
  response.times.total = std::chrono::microseconds(12345);
  response.times.first_byte = std::chrono::microseconds(10002);
  response.tls = std::make_shared<const TlsInfo>(
      tls_info("tls/1.3", "TLS_AES_128_GCM_SHA256", {"leaf", "root"}));
  const std::string bytes = warc_metadata(
      test::warc_sample(), exchange_facts(response, "http://example.org/"));
  const std::string to = warc_response(test::warc_sample());
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  CHECK(record->field("WARC-Type") == "metadata");
  CHECK(record->field("Content-Type") == "application/warc-fields");
  CHECK(record->field("WARC-Concurrent-To") ==
        parse_warc_record(to)->field("WARC-Record-ID"));
  CHECK(record->field("WARC-Block-Digest") == sha256(record->block).labelled());
  for (const char* name : {"WARC-Payload-Digest", "WARC-Profile"})
    CHECK(!record->field(name));
  CHECK(record->block ==
        "via: http://example.org/\r\n"
        "fetchTimeMs: 12\r\n"
        "firstByteAfterMs: 10.002\r\n"
        "httpVersion: h2\r\n"
        "notAsReceived: heads, which were HTTP/2 and are in HTTP/1.1 form\r\n"
        "notAsReceived: body, whose chunked transfer coding was removed\r\n"
        "problem: the body was cut at 2 bytes\r\n"
        "tlsVersion: tls/1.3\r\n"
        "tlsCipherSuite: TLS_AES_128_GCM_SHA256\r\n"
        "tlsCertificate: " +
            sha256("leaf").labelled() +
            "\r\ntlsCertificate: " + sha256("root").labelled() +
            "\r\ntlsChain: " + tls_chain_uri(*response.tls) + "\r\n");
}

TEST_CASE("a certificate chain is a resource in PEM") {
  const TlsInfo tls = tls_info("tls/1.3", "x", {std::string(60, 'a'), "b"});
  const std::string bytes =
      warc_tls_chain(tls, "veto-r1-00001.warc.gz", test::warc_sample().time);
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  CHECK(record->field("WARC-Type") == "resource");
  CHECK(record->field("WARC-Target-URI") == tls_chain_uri(tls));
  CHECK(record->field("Content-Type") == "application/pem-certificate-chain");
  CHECK(record->field("WARC-Payload-Digest") ==
        sha256(record->block).labelled());
  CHECK(record->block ==
        "-----BEGIN CERTIFICATE-----\n"
        "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\n"
        "YWFhYWFhYWFhYWFh\n"
        "-----END CERTIFICATE-----\n"
        "-----BEGIN CERTIFICATE-----\nYg==\n-----END CERTIFICATE-----\n");
  const std::string elsewhere =
      warc_tls_chain(tls, "veto-r1-00002.warc.gz", test::warc_sample().time);
  CHECK(parse_warc_record(elsewhere)->field("WARC-Record-ID") !=
        record->field("WARC-Record-ID"));
}
