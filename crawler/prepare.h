// SPDX-License-Identifier: GPL-3.0-or-later
//
// From an exchange to what the store keeps: the capture, its WARC records, the
// page that was read and the URLs it leads to. Costly (hashing, compressing,
// parsing): for the CPU pool.

#ifndef VETO_CRAWLER_PREPARE_H_
#define VETO_CRAWLER_PREPARE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"
#include "crawler/frontier.h"
#include "crawler/known_captures.h"
#include "crawler/known_urls.h"
#include "crawler/scope.h"
#include "crawler/transport.h"

namespace veto::crawler {

inline constexpr int kMaxRedirects = 10;

struct Fetched {
  FrontierItem item;
  std::string run_id;
  std::string token;      // our own product token, for nofollow
  UtcTime time;           // when the request began
  bool archive = true;    // whether records are made of it
  bool licenses = false;  // whether those it names are wanted
  // Links to these are passed over: nothing comes of them. May be null.
  std::shared_ptr<const KnownUrls> known;
  TransportResponse response;
  // Where the request asked whether this answer still stands, and 304 said so:
  // it, and the entity body that is stored of it.
  std::optional<KnownCaptures::Earlier> earlier;
  std::string earlier_body;

  // The entity body that the capture stands for, content coding kept.
  const std::string& body() const {
    return earlier ? earlier_body : response.body;
  }
};

struct Prepared {
  Capture capture;
  // The gzip members of the response (or revisit), the request and the
  // metadata; empty without a response.
  std::string members;
  std::shared_ptr<const TlsInfo> tls;  // of the connection, or null
  std::optional<Page> page;
  // In order: where a redirection leads, links, images, licences. What has
  // become known meanwhile may be among them.
  std::vector<FrontierItem> found;
  // Links and redirections that the scope does not hold.
  std::vector<std::string> outside;
  // Of a robots.txt with a 2xx status: its text, content coding removed.
  std::string robots_text;
};

// `known` is asked for payloads that are stored already, and told of new ones.
Prepared prepare(const Fetched& fetched, const Scope& scope,
                 KnownCaptures& known);

// An attempt that left no record.
Capture without_response(const FrontierItem& item, const std::string& run_id,
                         UtcTime time, Outcome outcome, std::string problem);

// Such a capture's id: the same attempt in the same run has the same one.
std::string attempt_id(const std::string& run_id, const std::string& url,
                       Outcome outcome);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PREPARE_H_
