// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/stored_body.h"

#include "crawler/http_message.h"
#include "crawler/warc_reader.h"

namespace veto::crawler {
namespace {

// A record is larger than its payload by its two headers.
constexpr std::uint64_t kMaxHeaders = 1u << 20;

}  // namespace

Result<std::string> stored_record(const std::filesystem::path& case_dir,
                                  const Capture& capture,
                                  std::uint64_t max_bytes) {
  if (capture.warc_file.empty())
    return fail(ErrorKind::not_found, "there was no response to keep",
                capture.url);
  auto record =
      read_warc_member(case_dir / capture.warc_file, capture.warc_offset,
                       capture.warc_length, max_bytes);
  if (record && sha256(*record).hex() != capture.id)
    return fail(ErrorKind::damaged, "a WARC record is not what was captured",
                capture.warc_file);
  return record;
}

Result<std::string_view> body_in(std::string_view record,
                                 const Capture& capture) {
  const auto parsed = parse_warc_record(record);
  if (!parsed) return std::unexpected(parsed.error());
  // A "resource" record's block is the body itself.
  const bool bare = parsed->field("WARC-Type") == "resource";
  const std::size_t head = bare ? 0 : http_head_size(parsed->block);
  const std::string_view body = parsed->block.substr(head);
  if ((head == 0 && !bare) || body.size() != capture.payload_size)
    return fail(ErrorKind::damaged, "a payload is not of the size it had",
                capture.url);
  return body;
}

Result<std::string> stored_body(const std::filesystem::path& case_dir,
                                const Capture& capture) {
  auto bytes =
      stored_record(case_dir, capture, capture.payload_size + kMaxHeaders);
  if (!bytes) return bytes;
  const auto body = body_in(*bytes, capture);
  if (!body) return std::unexpected(body.error());
  return std::string(*body);
}

}  // namespace veto::crawler
