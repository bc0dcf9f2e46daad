// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>
#include <stdlib.h>

#include <optional>
#include <vector>

#include "crawler/transport.h"
#include "tests/crawler/tls_server.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::crawler;
using test::Identity;
using test::make_authority;
using test::make_certificate;
using test::Speaks;
using test::TlsServer;

namespace {

// What SSL_CERT_FILE names is trusted while this lives.
class Trust {
 public:
  explicit Trust(const Identity& authority) {
    write_pem(authority, dir_ / "ca.pem");
    ::setenv("SSL_CERT_FILE", (dir_ / "ca.pem").c_str(), 1);
  }
  ~Trust() { ::unsetenv("SSL_CERT_FILE"); }

 private:
  test::TempDir dir_;
};

Task<void> fetch_each(Transport& transport, std::vector<std::string> urls,
                      std::vector<TransportResponse>& out) {
  for (const auto& url : urls) {
    TransportRequest request;
    request.url = url;
    request.user_agent = "veto-test/1";
    request.private_addresses = true;
    auto response = co_await transport.fetch(std::move(request));
    out.push_back(std::move(response));
  }
}

// One after the other, over one transport.
std::vector<TransportResponse> get_all(std::vector<std::string> urls) {
  asio::io_context io(1);
  Transport transport(io.get_executor());
  std::vector<TransportResponse> responses;
  asio::co_spawn(io, fetch_each(transport, std::move(urls), responses),
                 [](std::exception_ptr thrown) { REQUIRE(!thrown); });
  io.run();
  return responses;
}

}  // namespace

TEST_CASE("the certificate chain is kept with every exchange of a connection") {
  const Identity authority = make_authority("an authority");
  const Identity own = make_certificate(authority, "IP:127.0.0.1");
  const Trust trust(authority);
  TlsServer server(own, authority, Speaks::http1);
  const auto got = get_all({server.url("/a"), server.url("/b")});
  REQUIRE(got.size() == 2);
  CHECK(server.connections() == 1);
  for (const auto& response : got) {
    CHECK(response.end == TransferEnd::complete);
    CHECK(response.protocol == "http/1.1");
    REQUIRE(response.tls != nullptr);
    CHECK(response.tls->version == "tls/1.3");
    CHECK(response.tls->cipher_suite.starts_with("TLS_"));
    CHECK(response.tls->chain ==
          std::vector<std::string>{own.der(), authority.der()});
    CHECK(response.tls->fingerprints.front() == sha256(own.der()));
  }
  CHECK(got[1].body == "/b");
  CHECK(got[0].tls == got[1].tls);
  CHECK(got[0].times.secured > got[0].times.connected);
  CHECK(got[1].times.secured.count() == 0);
}

TEST_CASE("HTTP/2 is spoken where HTTP/1.1 is refused, and written as 1.1") {
  const Identity authority = make_authority("an authority");
  const Identity own = make_certificate(authority, "IP:127.0.0.1");
  const Trust trust(authority);
  TlsServer server(own, authority, Speaks::h2_only);
  const auto got = get_all({server.url("/a"), server.url("/b?c")});
  REQUIRE(got.size() == 2);
  CHECK(server.requests() == 2);
  CHECK(server.connections() == 2);  // HTTP/1.1 was offered once
  for (const auto& response : got) {
    CHECK(response.problem == "");
    CHECK(response.end == TransferEnd::complete);
    CHECK(response.protocol == "h2");
    CHECK(response.header.starts_with("HTTP/1.1 200"));
    CHECK(response.header.find("content-type: text/plain\r\n") !=
          std::string::npos);
    CHECK(response.body == "over h2");
    REQUIRE(response.tls != nullptr);
    CHECK(response.tls->chain.size() == 2);
  }
  CHECK(got[1].request_header.starts_with("GET /b?c HTTP/1.1\r\n"));
  CHECK(got[1].request_header.ends_with("\r\n\r\n"));
}

TEST_CASE("a host whose certificate does not verify is not asked anything") {
  const Identity authority = make_authority("an authority");
  const Identity stranger = make_authority("a stranger");
  const Trust trust(authority);
  const Identity good = make_certificate(authority, "IP:127.0.0.1");
  struct Case {
    std::string name;
    Identity own;
    const Identity* signer;
    std::string problem;
  };
  Case cases[] = {
      {"expired", make_certificate(authority, "IP:127.0.0.1", -9), &authority,
       "the host's certificate could not be verified (certificate has "
       "expired)"},
      {"not yet", make_certificate(authority, "IP:127.0.0.1", 9), &authority,
       "the host's certificate could not be verified (certificate is not yet "
       "valid)"},
      {"unknown authority", make_certificate(stranger, "IP:127.0.0.1"),
       &stranger,
       "the host's certificate could not be verified (self-signed certificate "
       "in certificate chain)"},
      {"another name", make_certificate(authority, "DNS:other.test"),
       &authority, "the host's certificate is not for this host name"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    TlsServer server(c.own, *c.signer, Speaks::http1);
    const auto got = get_all({server.url("/")});
    REQUIRE(got.size() == 1);
    CHECK(got[0].end == TransferEnd::failed);
    CHECK(got[0].problem == c.problem);
    CHECK(got[0].body.empty());
    CHECK(server.requests() == 0);
  }
}
