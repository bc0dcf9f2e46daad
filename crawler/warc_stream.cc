// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/warc_stream.h"

#include <algorithm>

namespace veto::crawler {
namespace {

constexpr std::size_t kWarcPiece = 64 * 1024;
constexpr std::string_view kRecordEnd = "\r\n\r\n";

}  // namespace

Result<bool> WarcStream::fill(std::size_t size) {
  while (buffer_.size() < size) {
    const std::size_t had = buffer_.size();
    buffer_.resize(had + kWarcPiece);
    auto got = bytes_(buffer_.data() + had, kWarcPiece);
    buffer_.resize(had + (got ? *got : 0));
    if (!got) return pass(got);
    if (*got == 0) return false;
  }
  return true;
}

// Some writers put more empty lines between records than the standard's two.
Result<std::optional<std::string>> WarcStream::take_header() {
  for (;;) {
    auto some = fill(1);
    if (!some) return pass(some);
    if (!*some) return std::nullopt;
    const auto begin = buffer_.find_first_not_of("\r\n");
    buffer_.erase(0, std::min(begin, buffer_.size()));
    if (!buffer_.empty()) break;
  }
  // No more is read than the header needs: what follows may be damaged.
  for (std::size_t from = 0;;) {
    const auto end = std::string_view(buffer_)
                         .substr(0, kMaxWarcHeader)
                         .find(kRecordEnd, from);
    if (end != std::string_view::npos) {
      std::string header = buffer_.substr(0, end);
      buffer_.erase(0, end + kRecordEnd.size());
      return header;
    }
    if (buffer_.size() >= 5 && !buffer_.starts_with("WARC/"))
      return fail(ErrorKind::damaged, "not a WARC record");
    if (buffer_.size() >= kMaxWarcHeader)
      return fail(ErrorKind::too_large, "the WARC header is too large");
    from = buffer_.size() - std::min<std::size_t>(buffer_.size(), 3);
    auto more = fill(buffer_.size() + 1);
    if (!more) return pass(more);
    if (!*more) return fail(ErrorKind::damaged, "the WARC header is cut short");
  }
}

Status WarcStream::take_block(std::uint64_t length, Record& record) {
  for (std::uint64_t left = length; left > 0;) {
    auto some = fill(1);
    if (!some) return pass(some);
    if (!*some) return fail(ErrorKind::damaged, "the WARC record is cut short");
    const std::size_t taken = std::min<std::uint64_t>(left, buffer_.size());
    const std::size_t room = max_block_ - record.block.size();
    record.block.append(buffer_, 0, std::min(taken, room));
    record.cut = record.cut || taken > room;
    buffer_.erase(0, taken);
    left -= taken;
  }
  auto end = fill(kRecordEnd.size());
  if (!end) return pass(end);
  if (buffer_.starts_with(kRecordEnd)) {
    buffer_.erase(0, kRecordEnd.size());
    return {};
  }
  return fail(ErrorKind::damaged,
              *end ? "the WARC record does not end where it says"
                   : "the WARC record is cut short");
}

Result<std::optional<WarcStream::Record>> WarcStream::next() {
  auto bytes = take_header();
  if (!bytes) return pass(bytes);
  if (!*bytes) return std::nullopt;
  auto header = parse_warc_header(**bytes);
  if (!header) return pass(header);
  Record record;
  auto taken = take_block(header->length, record);
  if (!taken) return pass(taken);
  record.fields = std::move(header->fields);
  return record;
}

}  // namespace veto::crawler
