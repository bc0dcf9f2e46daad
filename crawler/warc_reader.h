// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one WARC 1.0 or 1.1 record (ISO 28500:2017) from uncompressed bytes,
// or one gzip member from a file. Input is hostile: everything is bounded.

#ifndef VETO_CRAWLER_WARC_READER_H_
#define VETO_CRAWLER_WARC_READER_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crawler/warc_record.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxWarcHeader = 128u << 10;  // bytes
inline constexpr std::size_t kMaxWarcFields = 200;

// Views into the bytes that were parsed.
struct WarcRecordView {
  WarcFields fields;  // values trimmed, without angle brackets around a URI
  std::string_view block;
  std::size_t size = 0;  // of the whole record with its two empty lines

  // First field of that name, compared without case.
  std::optional<std::string_view> field(std::string_view name) const;
};

std::optional<std::string_view> find_field(const WarcFields& fields,
                                           std::string_view name);

// A record's header, from "WARC/1.1" to before the empty line.
struct WarcHeader {
  WarcFields fields;         // as in WarcRecordView
  std::uint64_t length = 0;  // of the block
};

// Errors: damaged (not a record, no or a bad Content-Length, a repeated one),
// too_large (more fields than above).
Result<WarcHeader> parse_warc_header(std::string_view header);

// The record at the front of `bytes`. Errors: damaged (not a record, cut
// short, no or a bad Content-Length, a repeated one), too_large (header over
// the limits above).
Result<WarcRecordView> parse_warc_record(std::string_view bytes);

// Decompresses the one gzip member at [offset, offset + length) of a file.
// Errors: not_found, io, damaged (the member is shorter or longer, or no
// gzip), too_large beyond max_bytes.
Result<std::string> read_warc_member(const std::filesystem::path& path,
                                     std::uint64_t offset, std::uint64_t length,
                                     std::uint64_t max_bytes);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_WARC_READER_H_
