// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/warc_reader.h"

#include <charconv>
#include <fstream>

#include "base/gzip.h"
#include "base/text.h"

namespace veto::crawler {
namespace {

std::unexpected<Error> damaged(const char* what) {
  return fail(ErrorKind::damaged, what);
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, code] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

// wget writes angle brackets around a target URI; WARC 1.1 knows them around
// record ids only. Both are read as the URI alone.
std::string_view bare(std::string_view value) {
  if (value.size() >= 2 && value.starts_with('<') && value.ends_with('>'))
    return value.substr(1, value.size() - 2);
  return value;
}

Status parse_fields(std::string_view header, WarcFields& fields) {
  while (!header.empty()) {
    const auto end = header.find("\r\n");
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(end == std::string_view::npos ? header.size()
                                                       : end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0)
      return damaged("a WARC header line is no field");
    if (fields.size() == kMaxWarcFields)
      return fail(ErrorKind::too_large, "too many WARC header fields");
    fields.emplace_back(trim(line.substr(0, colon)),
                        bare(trim(line.substr(colon + 1))));
  }
  return {};
}

}  // namespace

std::optional<std::string_view> find_field(const WarcFields& fields,
                                           std::string_view name) {
  for (const auto& [key, value] : fields)
    if (iequals(key, name)) return value;
  return std::nullopt;
}

std::optional<std::string_view> WarcRecordView::field(
    std::string_view name) const {
  return find_field(fields, name);
}

Result<WarcHeader> parse_warc_header(std::string_view header) {
  const std::string_view first = header.substr(0, header.find("\r\n"));
  if (first != "WARC/1.1" && first != "WARC/1.0")
    return damaged("not a WARC record");
  WarcHeader parsed;
  if (header.size() > first.size() + 2) {
    auto fields = parse_fields(header.substr(first.size() + 2), parsed.fields);
    if (!fields) return pass(fields);
  }
  std::optional<std::uint64_t> length;
  for (const auto& [name, value] : parsed.fields) {
    if (!iequals(name, "content-length")) continue;
    if (length) return damaged("Content-Length is given twice");
    length = whole_number(value);
    if (!length) return damaged("Content-Length is no number");
  }
  if (!length) return damaged("the WARC record has no Content-Length");
  parsed.length = *length;
  return parsed;
}

Result<WarcRecordView> parse_warc_record(std::string_view bytes) {
  const std::string_view first = bytes.substr(0, bytes.find("\r\n"));
  if (first != "WARC/1.1" && first != "WARC/1.0")
    return damaged("not a WARC record");
  const std::string_view window = bytes.substr(0, kMaxWarcHeader);
  const auto header_end = window.find("\r\n\r\n");
  if (header_end == std::string_view::npos)
    return window.size() == bytes.size()
               ? damaged("the WARC header is cut short")
               : fail(ErrorKind::too_large, "the WARC header is too large");
  auto header = parse_warc_header(bytes.substr(0, header_end));
  if (!header) return pass(header);
  WarcRecordView record;
  record.fields = std::move(header->fields);
  const std::uint64_t length = header->length;
  const std::string_view rest = bytes.substr(header_end + 4);
  if (length > rest.size() || rest.size() - length < 4)
    return damaged("the WARC record is cut short");
  record.block = rest.substr(0, length);
  if (rest.substr(length, 4) != "\r\n\r\n")
    return damaged("the WARC record does not end where it says");
  record.size = header_end + 4 + length + 4;
  return record;
}

Result<std::string> read_warc_member(const std::filesystem::path& path,
                                     std::uint64_t offset, std::uint64_t length,
                                     std::uint64_t max_bytes) {
  std::error_code code;
  const std::uint64_t size = std::filesystem::file_size(path, code);
  if (code)
    return fail(ErrorKind::not_found, "cannot open the WARC file",
                path.string());
  if (offset > size || length > size - offset)
    return fail(ErrorKind::damaged,
                "the WARC file is shorter than the index says", path.string());
  // Compressed, a record is hardly ever larger than it is.
  if (length > max_bytes + (1u << 20))
    return fail(ErrorKind::too_large, "the WARC record is over the limit",
                path.string());
  std::ifstream file(path, std::ios::binary);
  std::string bytes(length, '\0');
  file.seekg(static_cast<std::streamoff>(offset));
  if (!file.read(bytes.data(), static_cast<std::streamsize>(length)))
    return fail(ErrorKind::io, "reading failed", path.string());
  std::size_t consumed = 0;
  auto record = gzip_decompress_member(bytes, max_bytes, consumed);
  if (record && consumed != bytes.size())
    return fail(ErrorKind::damaged, "the WARC record has another length",
                path.string());
  if (!record) record.error().where = path.string();
  return record;
}

}  // namespace veto::crawler
