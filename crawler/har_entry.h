// SPDX-License-Identifier: GPL-3.0-or-later
//
// One entry of a HAR file as it is written there, and what is made of it.

#ifndef VETO_CRAWLER_HAR_ENTRY_H_
#define VETO_CRAWLER_HAR_ENTRY_H_

#include <string>

#include "crawler/api/capture.h"
#include "crawler/import_entry.h"

namespace veto::crawler {

struct HarEntry {
  std::uint64_t number = 0;  // 1-based
  std::string started;       // startedDateTime
  std::string ip;            // serverIPAddress
  std::string method;
  std::string url;
  int status = 0;
  std::string status_text;
  Headers headers;
  std::string mime_type;
  std::string encoding;  // "base64", or "" for text
  std::string text;
  bool has_text = false;
  double size = 0;  // of the body, as the browser counted it
};

// Hands it to one of the sinks.
Status hand_over(HarEntry entry, const ImportLimits& limits,
                 const ImportSinks& sinks);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HAR_ENTRY_H_
