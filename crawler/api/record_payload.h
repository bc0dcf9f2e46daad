// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a capture's record holds, for whoever has read the record already.

#ifndef VETO_CRAWLER_API_RECORD_PAYLOAD_H_
#define VETO_CRAWLER_API_RECORD_PAYLOAD_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

// As CaptureReader::payload(), without reading the file again. `record` is the
// one that capture.id is the digest of: the caller's care. Of a capture that
// holds its payload itself (no revisit_of). Errors: the same.
Result<std::string> record_payload(const Capture& capture,
                                   std::string_view record,
                                   std::uint64_t max_bytes);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_RECORD_PAYLOAD_H_
