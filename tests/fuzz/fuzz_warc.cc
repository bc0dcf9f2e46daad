// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "crawler/http_message.h"
#include "crawler/warc_reader.h"

// A record that parses lies within its bytes, and so does what it holds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::crawler;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto record = parse_warc_record(bytes);
  if (record) {
    VETO_CHECK(record->size <= bytes.size());
    VETO_CHECK(record->block.size() < record->size);
    VETO_CHECK(record->fields.size() <= kMaxWarcFields);
  }
  const std::string_view message = record ? record->block : bytes;
  const std::size_t head = http_head_size(message);
  VETO_CHECK(head <= message.size());
  const auto parsed = parse_http_head(message.substr(0, head));
  if (parsed) VETO_CHECK(parsed->status >= 0 && parsed->status <= 999);
  const std::string archived =
      archived_head(message.substr(0, head), message.size() - head);
  // Archiving twice changes nothing: no transfer coding is left.
  VETO_CHECK(archived_head(archived, 0) == archived);
  return 0;
}
