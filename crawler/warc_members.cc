// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/warc_members.h"

#include <fstream>

#include "base/digest.h"
#include "base/gzip.h"
#include "crawler/import_bytes.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_record.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMemberPiece = 64 * 1024;

// How many bytes that were.
Result<std::size_t> append_piece(std::string& to, GzipMembers& from) {
  const std::size_t before = to.size();
  Result<std::size_t> got = 0;
  to.resize_and_overwrite(before + kMemberPiece, [&](char* bytes, std::size_t) {
    got = from.read(bytes + before, kMemberPiece);
    return before + got.value_or(0);
  });
  return got;
}

Status parse_whole(WarcMember& member) {
  auto view = parse_warc_record(member.record);
  if (!view) return pass(view);
  if (view->size != member.record.size())
    return fail(ErrorKind::damaged, "more than one record in a gzip member");
  member.block_at = std::size_t(view->block.data() - member.record.data());
  member.block_size = view->block.size();
  member.fields = std::move(view->fields);
  return {};
}

Status parse_fields_alone(WarcMember& member) {
  const std::string_view window =
      std::string_view(member.record).substr(0, kMaxWarcHeader);
  auto header = parse_warc_header(window.substr(0, window.find("\r\n\r\n")));
  if (!header) return pass(header);
  member.fields = std::move(header->fields);
  member.record = std::string();
  return {};
}

Result<std::string> bytes_at(const std::filesystem::path& path,
                             std::uint64_t offset, std::uint64_t length) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  std::string bytes;
  bytes.resize_and_overwrite(length, [&](char* into, std::size_t size) {
    file.read(into, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(file.gcount());
  });
  if (bytes.size() != length)
    return fail(ErrorKind::io, "reading failed", path.string());
  return bytes;
}

}  // namespace

std::string WarcMember::field(std::string_view name) const {
  return std::string(find_field(fields, name).value_or(""));
}

Result<WarcMembers> WarcMembers::open(const std::filesystem::path& path,
                                      std::uint64_t max_record) {
  auto bytes = file_bytes(path);
  if (!bytes) return pass(bytes);
  return WarcMembers(GzipMembers(*std::move(bytes), false), path, max_record);
}

Result<WarcMember> WarcMembers::read_member() {
  WarcMember member;
  for (;;) {
    const auto got = append_piece(member.record, members_);
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;
    member.size += *got;
    if (member.record.size() > max_record_) member.record.resize(max_record_);
  }
  // Packed it is hardly ever larger than it is.
  member.too_large = member.size > max_record_ ||
                     members_.length() > max_record_ + kMemberPiece;
  auto parsed =
      member.too_large ? parse_fields_alone(member) : parse_whole(member);
  if (!parsed) return pass(parsed);
  if (member.too_large) return member;
  auto packed = bytes_at(path_, members_.offset(), members_.length());
  if (!packed) return pass(packed);
  member.packed = *std::move(packed);
  return member;
}

Result<std::optional<WarcMember>> WarcMembers::next() {
  const auto begun = members_.next();
  if (begun && !*begun) return std::optional<WarcMember>();
  auto member = begun ? read_member()
                      : Result<WarcMember>(std::unexpected(begun.error()));
  if (member) return std::optional(*std::move(member));
  if (member.error().where.empty()) member.error().where = path_.string();
  return pass(member);
}

std::string packed_record(Headers fields, std::string_view content_type,
                          std::string_view block) {
  fields.emplace_back("WARC-Block-Digest", sha256(block).labelled());
  if (!block.empty()) fields.emplace_back("Content-Type", content_type);
  return gzip_compress(warc_record(fields, block));
}

std::string packed_as_is(std::string_view record) {
  return gzip_compress(record);
}

std::string record_id(std::string_view name) { return warc_record_id(name); }

}  // namespace veto::crawler
