// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads back what crawls stored in a case, without the network.

#ifndef VETO_CRAWLER_API_CAPTURE_READER_H_
#define VETO_CRAWLER_API_CAPTURE_READER_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"
#include "crawler/api/robots_history.h"

namespace veto::crawler {

class CaptureReader {
 public:
  // The case must outlive the reader.
  explicit CaptureReader(Case& the_case) : case_(the_case) {}

  // In order of time, then URL. Errors: io; what `visit` returns ends the walk.
  Status for_each_capture(std::string_view run_id,
                          const std::function<Status(const Capture&)>& visit);
  Status for_each_page(std::string_view run_id,
                       const std::function<Status(const Page&)>& visit);
  // Errors: not_found.
  Result<Capture> capture(std::string_view id);

  // The entity body with Content-Encoding (gzip, deflate, br, zstd) removed,
  // its record's digest checked first; a revisit's comes from the record it
  // refers to. Errors: damaged, unsupported (another coding), too_large.
  Result<std::string> payload(const Capture& capture, std::uint64_t max_bytes);
  // The response record as stored: WARC header, HTTP header and body.
  Result<std::string> record(const Capture& capture, std::uint64_t max_bytes);

  // Every origin's versions as this case has seen them, all runs.
  Result<std::map<std::string, RobotsHistory>> robots();

 private:
  Case& case_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_CAPTURE_READER_H_
