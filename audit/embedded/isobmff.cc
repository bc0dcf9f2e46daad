// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <set>
#include <string>

#include "audit/embedded/containers.h"
#include "audit/embedded/jumbf.h"
#include "audit/embedded/numbers.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kUuid = 16;
constexpr auto kXmpUuid =
    "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC"sv;
constexpr auto kManifestUuid =
    "\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81"sv;

// Numbers one after the other; past the end they are 0 and `whole` is false.
class Cursor {
 public:
  Cursor(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  std::uint64_t number(std::size_t width) {
    const std::uint64_t value = big_endian(bytes_, at_, width);
    at_ += width;
    return value;
  }
  std::string_view text() {
    const auto rest = part(bytes_, at_, bytes_.size());
    const auto text = rest.substr(0, rest.find('\0'));
    at_ += text.size() + 1;
    return text;
  }
  bool whole() const { return at_ <= bytes_.size(); }
  std::string_view rest() const { return part(bytes_, at_, bytes_.size()); }

 private:
  std::string_view bytes_;
  std::size_t at_;
};

// ISO 14496-12, section 8.11.6, item information entry.
bool is_packet(std::string_view entry, std::uint64_t& id) {
  const std::uint64_t version = big_endian(entry, 0, 1);
  if (version < 2) return false;
  Cursor fields(entry, 4);
  id = fields.number(version == 2 ? 2 : 4);
  fields.number(2);                                  // protection
  if (fields.number(4) != 0x6D696D65) return false;  // "mime"
  fields.text();                                     // name
  return fields.text() == "application/rdf+xml";
}

std::set<std::uint64_t> packet_items(std::string_view info) {
  std::set<std::uint64_t> ids;
  const std::size_t count_width = big_endian(info, 0, 1) == 0 ? 2 : 4;
  BoxReader entries(part(info, 4 + count_width, info.size()), 0);
  while (const auto entry = entries.next()) {
    std::uint64_t id = 0;
    if (ids.size() < kMaxBlocks && entry->type == "infe" &&
        is_packet(entry->body, id))
      ids.insert(id);
  }
  return ids;
}

// ISO 14496-12, section 8.11.3, item locations.
class Locations {
 public:
  Locations(std::string_view file, std::string_view box, std::string_view idat)
      : file_(file),
        idat_(idat),
        version_(big_endian(box, 0, 1)),
        fields_(box, 4) {
    const std::uint64_t widths = fields_.number(2);
    offset_width_ = widths >> 12;
    length_width_ = widths >> 8 & 15;
    base_width_ = widths >> 4 & 15;
    index_width_ = version_ == 0 ? 0 : widths & 15;
  }

  // Each item once, however often it is listed.
  void add_to(Blocks& blocks, std::set<std::uint64_t> ids) {
    if (version_ > 2 ||
        std::max({offset_width_, length_width_, base_width_, index_width_}) > 8)
      return;
    const std::uint64_t items = fields_.number(version_ < 2 ? 2 : 4);
    for (std::uint64_t item = 0; item < items && fields_.whole(); ++item)
      read_item(blocks, ids);
  }

 private:
  void read_item(Blocks& blocks, std::set<std::uint64_t>& ids) {
    const std::uint64_t id = fields_.number(version_ < 2 ? 2 : 4);
    const std::uint64_t method = version_ == 0 ? 0 : fields_.number(2) & 15;
    const bool elsewhere = fields_.number(2) != 0;
    const std::uint64_t base = fields_.number(base_width_);
    std::uint64_t extents = fields_.number(2);
    // Extents that take no bytes would make a short list endless.
    if (offset_width_ + length_width_ + index_width_ == 0)
      extents = std::min<std::uint64_t>(extents, 1);
    const bool wanted = ids.erase(id) > 0 && !elsewhere && method <= 1;
    const std::string_view from = method == 0 ? file_ : idat_;
    std::string bytes;
    std::size_t offset = 0;
    for (std::uint64_t i = 0; i < extents && fields_.whole(); ++i) {
      fields_.number(index_width_);
      const std::uint64_t at = base + fields_.number(offset_width_);
      const std::uint64_t length = fields_.number(length_width_);
      if (!wanted || !fields_.whole() || bytes.size() > kMaxPacketBytes)
        continue;
      const std::string_view piece =
          part(from, at, length == 0 ? from.size() : length);
      if (bytes.empty() && !piece.empty())
        offset = std::size_t(piece.data() - file_.data());
      bytes += piece.substr(0, kMaxPacketBytes + 1);
    }
    blocks.add(BlockKind::xmp, offset, bytes);
  }

  std::string_view file_;
  std::string_view idat_;
  std::uint64_t version_;
  Cursor fields_;
  std::size_t offset_width_ = 0, length_width_ = 0;
  std::size_t base_width_ = 0, index_width_ = 0;
};

void read_meta(Blocks& blocks, std::string_view file, std::string_view meta) {
  std::string_view info, locations, idat;
  BoxReader boxes(part(meta, 4, meta.size()), 0);  // behind version and flags
  while (const auto box = boxes.next()) {
    if (box->type == "iinf" && info.empty()) info = box->body;
    if (box->type == "iloc" && locations.empty()) locations = box->body;
    if (box->type == "idat" && idat.empty()) idat = box->body;
  }
  const auto ids = packet_items(info);
  if (!ids.empty()) Locations(file, locations, idat).add_to(blocks, ids);
}

void read_uuid(Blocks& blocks, std::string_view file, std::string_view body) {
  const auto offset_of = [&](std::string_view bytes) {
    return bytes.empty() ? 0 : std::size_t(bytes.data() - file.data());
  };
  if (body.starts_with(kXmpUuid)) {
    const auto packet = body.substr(kUuid);
    blocks.add(BlockKind::xmp, offset_of(packet), packet);
  } else if (body.starts_with(kManifestUuid)) {
    Cursor fields(body, kUuid + 4);  // behind version and flags
    if (fields.text() != "manifest") return;
    fields.number(8);  // where the next such box stands
    blocks.add(BlockKind::jumbf, offset_of(fields.rest()), fields.rest());
  }
}

}  // namespace

std::vector<Block> isobmff_blocks(std::string_view file) {
  Blocks blocks;
  bool has_meta = false;
  BoxReader boxes(file, 0);
  while (const auto box = boxes.next()) {
    if (box->type == "meta" && !has_meta) {
      has_meta = true;
      read_meta(blocks, file, box->body);
    }
    if (box->type == "uuid") read_uuid(blocks, file, box->body);
  }
  return blocks.take();
}

}  // namespace veto::embedded
