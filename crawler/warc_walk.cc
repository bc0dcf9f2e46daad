// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/warc_walk.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/gzip_members.h"
#include "base/text.h"
#include "crawler/http_message.h"
#include "crawler/warc_reader.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kWalkPiece = 64 * 1024;
constexpr std::size_t kMaxWalkedHead = 256 * 1024;  // of an HTTP message
constexpr std::string_view kHeaderEnd = "\r\n\r\n";

// The content of one member, as far as it was read.
class Content {
 public:
  explicit Content(GzipMembers& members) : members_(members) {}

  std::string_view waiting() const {
    return std::string_view(bytes_).substr(used_);
  }
  void use(std::size_t size) { used_ += size; }

  // Reads some more; false at the member's end.
  Result<bool> more() {
    bytes_.erase(0, used_);
    used_ = 0;
    const std::size_t had = bytes_.size();
    bytes_.resize(had + kWalkPiece);
    auto got = members_.read(bytes_.data() + had, kWalkPiece);
    bytes_.resize(had + (got ? *got : 0));
    if (!got) return pass(got);
    return *got > 0;
  }

 private:
  GzipMembers& members_;
  std::string bytes_;
  std::size_t used_ = 0;
};

Result<WarcHeader> take_warc_header(Content& content) {
  for (;;) {
    const auto end =
        content.waiting().substr(0, kMaxWarcHeader).find(kHeaderEnd);
    if (end != std::string_view::npos) {
      auto header = parse_warc_header(content.waiting().substr(0, end));
      content.use(end + kHeaderEnd.size());
      return header;
    }
    if (content.waiting().size() >= kMaxWarcHeader)
      return fail(ErrorKind::too_large, "the WARC header is too large");
    auto more = content.more();
    if (!more) return pass(more);
    if (!*more) return fail(ErrorKind::damaged, "the WARC header is cut short");
  }
}

// A block, taken in pieces: its digests, and the HTTP head at its front.
class Block {
 public:
  Block(bool is_http, WarcDepth depth) : is_http_(is_http), depth_(depth) {}

  void take(std::string_view piece) {
    if (depth_ == WarcDepth::digests) whole_.update(piece);
    if (is_http_ && head_size_ == 0 && head_.size() < kMaxWalkedHead) {
      head_ += piece;
      head_size_ = http_head_size(head_);
      if (head_size_ == 0) return;
      piece = std::string_view(head_).substr(head_size_);
    }
    if (depth_ == WarcDepth::digests) payload_.update(piece);
  }

  void describe(WarcSeen& seen) const {
    const auto parsed =
        parse_http_head(std::string_view(head_).substr(0, head_size_));
    if (!parsed) return;
    seen.status = parsed->status;
    seen.mime =
        mime_essence(find_header(parsed->headers, "content-type").value_or(""));
  }

  void compare(const WarcFields& fields, const std::string& type,
               std::string& fault) {
    const auto block = find_field(fields, "WARC-Block-Digest").value_or("none");
    if (block != whole_.finish().labelled())
      fault = fmt::format("its block does not have the digest it states, {}",
                          printable(block, 100));
    // A revisit's payload is another record's; the rest have none.
    const auto payload = find_field(fields, "WARC-Payload-Digest");
    if (!payload || (type != "response" && type != "resource")) return;
    if (fault.empty() && *payload != payload_.finish().labelled())
      fault = fmt::format("its payload does not have the digest it states, {}",
                          printable(*payload, 100));
  }

 private:
  const bool is_http_;
  const WarcDepth depth_;
  std::string head_;
  std::size_t head_size_ = 0;
  Sha256 whole_;
  Sha256 payload_;
};

Status take_block(Content& content, std::uint64_t length, Block& block) {
  while (length > 0) {
    if (content.waiting().empty()) {
      auto more = content.more();
      if (!more) return pass(more);
      if (!*more)
        return fail(ErrorKind::damaged, "the WARC record is cut short");
    }
    const std::string_view piece = content.waiting().substr(
        0, static_cast<std::size_t>(
               std::min<std::uint64_t>(length, content.waiting().size())));
    block.take(piece);
    length -= piece.size();
    content.use(piece.size());
  }
  return {};
}

// A record ends with two empty lines, and its member with it.
Status take_end(Content& content) {
  for (;;) {
    if (content.waiting().size() > kHeaderEnd.size()) break;
    auto more = content.more();
    if (!more) return pass(more);
    if (!*more) break;
  }
  if (content.waiting() == kHeaderEnd) return {};
  return fail(ErrorKind::damaged, "the WARC record does not end where it says");
}

std::string stated(const WarcFields& fields, std::string_view name) {
  return std::string(find_field(fields, name).value_or(""));
}

Result<WarcSeen> take_record(GzipMembers& members, WarcDepth depth) {
  Content content(members);
  auto header = take_warc_header(content);
  if (!header) return pass(header);
  const WarcFields& fields = header->fields;
  WarcSeen seen;
  seen.offset = members.offset();
  seen.type = to_lower(stated(fields, "WARC-Type"));
  seen.url = stated(fields, "WARC-Target-URI");
  seen.payload_digest = stated(fields, "WARC-Payload-Digest");
  seen.mime = mime_essence(stated(fields, "Content-Type"));
  if (auto time = parse_rfc3339(stated(fields, "WARC-Date"))) seen.time = *time;
  const bool is_http = seen.type == "response" || seen.type == "revisit";
  Block block(is_http, depth);
  auto taken = take_block(content, header->length, block);
  if (taken) taken = take_end(content);
  if (!taken) return pass(taken);
  if (is_http) {
    seen.mime.clear();
    block.describe(seen);
  }
  if (depth == WarcDepth::digests) block.compare(fields, seen.type, seen.fault);
  seen.length = members.length();
  seen.member = members.digest();
  return seen;
}

}  // namespace

Status walk_warc(const ReadBytes& file, WarcDepth depth,
                 const std::function<Status(const WarcSeen&)>& visit) {
  GzipMembers members(file);
  for (;;) {
    auto begun = members.next();
    if (!begun) return pass(begun);
    if (!*begun) return {};
    auto seen = take_record(members, depth);
    if (!seen) {
      seen.error().where = fmt::format("record at byte {}", members.offset());
      return pass(seen);
    }
    auto visited = visit(*seen);
    if (!visited) return visited;
  }
}

}  // namespace veto::crawler
