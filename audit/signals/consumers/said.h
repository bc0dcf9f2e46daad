// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that is said about the use of one page, document or image: what consumers
// (consumer.h) are asked about.

#ifndef VETO_AUDIT_SIGNALS_CONSUMERS_SAID_H_
#define VETO_AUDIT_SIGNALS_CONSUMERS_SAID_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "base/time.h"
#include "crawler/api/robots_history.h"

namespace veto::signals {

// A document is a PDF or an EPUB; readers treat it as a page that has no
// elements, and metadata of its own.
enum class ResourceKind { page, document, image };

std::string_view to_string(ResourceKind kind);

struct Said {
  std::string target;  // path and query as requested
  ResourceKind kind = ResourceKind::page;
  // The robots.txt of its own origin; null where none was ever seen. What that
  // of the page's origin says does not reach an image elsewhere.
  std::shared_ptr<const crawler::RobotsVersion> robots;
  // Of the resource itself: its response, its elements, its metadata.
  std::vector<Signal> own;
  // Its X-Robots-Tag fields as received, for who reads them its own way.
  std::vector<std::string> robots_fields;
  // Of its origin's files, robots.txt among them; shared by all of the origin.
  std::shared_ptr<const std::vector<Signal>> of_origin;
  UtcTime when;  // of the response

  bool is_image() const { return kind == ResourceKind::image; }
};

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_CONSUMERS_SAID_H_
