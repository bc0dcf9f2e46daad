// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/warc_members.h"

#include "base/digest.h"
#include "base/gzip.h"
#include "crawler/import_bytes.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_record.h"

namespace veto::crawler {
namespace {

Result<WarcMember> whole_member(GzipMembers::Member member) {
  WarcMember record;
  record.record = std::move(member.bytes);
  record.packed = std::move(member.packed);
  record.size = member.size;
  auto view = parse_warc_record(record.record);
  if (!view) return pass(view);
  if (view->size != record.record.size())
    return fail(ErrorKind::damaged, "more than one record in a gzip member");
  record.block_at = std::size_t(view->block.data() - record.record.data());
  record.block_size = view->block.size();
  record.fields = std::move(view->fields);
  return record;
}

Result<WarcMember> fields_alone(const GzipMembers::Member& member) {
  const std::string_view window =
      std::string_view(member.bytes).substr(0, kMaxWarcHeader);
  auto header = parse_warc_header(window.substr(0, window.find("\r\n\r\n")));
  if (!header) return pass(header);
  WarcMember record;
  record.fields = std::move(header->fields);
  record.size = member.size;
  record.too_large = true;
  return record;
}

}  // namespace

std::string WarcMember::field(std::string_view name) const {
  return std::string(find_field(fields, name).value_or(""));
}

Result<WarcMembers> WarcMembers::open(const std::filesystem::path& path,
                                      std::uint64_t max_record) {
  auto bytes = file_bytes(path);
  if (!bytes) return pass(bytes);
  return WarcMembers(GzipMembers(*std::move(bytes), max_record), path.string());
}

Result<std::optional<WarcMember>> WarcMembers::next() {
  auto member = members_.next();
  if (member && !*member) return std::optional<WarcMember>();
  auto record = !member          ? Result<WarcMember>(pass(member))
                : (*member)->cut ? fields_alone(**member)
                                 : whole_member(std::move(**member));
  if (record) return std::optional(*std::move(record));
  if (record.error().where.empty()) record.error().where = where_;
  return pass(record);
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
