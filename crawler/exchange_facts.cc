// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/exchange_facts.h"

#include <fmt/format.h>

#include "crawler/http_message.h"

namespace veto::crawler {
namespace {

std::string millis(std::chrono::microseconds time) {
  return fmt::format("{:.3f}", static_cast<double>(time.count()) / 1000);
}

void add_times(const TransferTimes& times, WarcFields& facts) {
  facts.emplace_back("fetchTimeMs",
                     fmt::format("{}", times.total.count() / 1000));
  // Zero: an open connection was used.
  if (times.connected.count() > 0)
    facts.emplace_back("connectedAfterMs", millis(times.connected));
  if (times.secured.count() > 0)
    facts.emplace_back("tlsDoneAfterMs", millis(times.secured));
  facts.emplace_back("firstByteAfterMs", millis(times.first_byte));
}

void add_tls(const TlsInfo& tls, WarcFields& facts) {
  facts.emplace_back("tlsVersion", tls.version);
  facts.emplace_back("tlsCipherSuite", tls.cipher_suite);
  for (const Digest& fingerprint : tls.fingerprints)
    facts.emplace_back("tlsCertificate", fingerprint.labelled());
  facts.emplace_back("tlsChain", tls_chain_uri(tls));
}

}  // namespace

WarcFields exchange_facts(const TransportResponse& response,
                          const std::string& via) {
  WarcFields facts;
  if (!via.empty()) facts.emplace_back("via", via);
  add_times(response.times, facts);
  facts.emplace_back("httpVersion", response.protocol);
  if (response.protocol == "h2")
    facts.emplace_back("notAsReceived",
                       "heads, which were HTTP/2 and are in HTTP/1.1 form");
  if (has_transfer_coding(response.header))
    facts.emplace_back("notAsReceived",
                       "body, whose chunked transfer coding was removed");
  if (!response.problem.empty())
    facts.emplace_back("problem", response.problem);
  if (response.tls) add_tls(*response.tls, facts);
  return facts;
}

}  // namespace veto::crawler
