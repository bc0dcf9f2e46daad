// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads what a capture's own WARC record holds, checked against the index.

#ifndef VETO_CRAWLER_STORED_BODY_H_
#define VETO_CRAWLER_STORED_BODY_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

// The record as stored: WARC header, HTTP header and body. Errors: not_found
// (no record, no file), damaged (not what was captured), too_large, io.
Result<std::string> stored_record(const std::filesystem::path& case_dir,
                                  const Capture& capture,
                                  std::uint64_t max_bytes);

// The entity body with its content coding. For a capture that holds its payload
// itself (no revisit_of). Errors: the same.
Result<std::string> stored_body(const std::filesystem::path& case_dir,
                                const Capture& capture);

// The same of a record that was read already and that capture.id is the digest
// of: what the index says of it was written together, so its payload's digest
// is not taken once more.
Result<std::string_view> body_in(std::string_view record,
                                 const Capture& capture);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_STORED_BODY_H_
