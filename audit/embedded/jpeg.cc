// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <map>
#include <utility>

#include "audit/embedded/containers.h"
#include "audit/embedded/jpeg_segments.h"
#include "audit/embedded/numbers.h"
#include "audit/embedded/pieces.h"
#include "audit/embedded/xmp_packet.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint8_t kApp1 = 0xE1, kApp11 = 0xEB;
constexpr auto kXmpKey = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr auto kExtensionKey = "http://ns.adobe.com/xmp/extension/\0"sv;
constexpr std::size_t kGuid = 32;
constexpr std::size_t kExtensionHead = kGuid + 8;  // full length, offset
// Of each kind in one file: what the limits on blocks hold in whole segments,
// and as much again.
constexpr std::size_t kMaxPieces = 2048;

class JpegReader {
 public:
  void take(const JpegSegment& segment) {
    std::string_view body = segment.body;
    if (segment.marker == kApp11) return box(body, segment.offset);
    if (segment.marker != kApp1) return;
    if (body.starts_with(kXmpKey)) {
      body.remove_prefix(kXmpKey.size());
      blocks_.add(BlockKind::xmp, segment.offset + kXmpKey.size(), body);
    } else if (body.starts_with(kExtensionKey)) {
      body.remove_prefix(kExtensionKey.size());
      extension(body, segment.offset + kExtensionKey.size());
    }
  }

  std::vector<Block> finish() {
    join_extension();
    for (auto& [key, pieces] : boxes_) join_boxes(std::move(pieces));
    return blocks_.take();
  }

 private:
  // GUID, full length, offset, a part of the packet.
  void extension(std::string_view body, std::size_t offset) {
    if (body.size() <= kExtensionHead || pieces_ >= kMaxPieces) return;
    ++pieces_;
    const auto length = std::uint32_t(big_endian(body, kGuid, 4));
    extensions_[{std::string(body.substr(0, kGuid)), length}].push_back(
        {big_endian(body, kGuid + 4, 4), offset + kExtensionHead,
         body.substr(kExtensionHead)});
  }

  void join_extension() {
    std::string guid;
    for (const Block& block : blocks_.all()) {
      if (guid.empty()) guid = extended_guid(block.bytes);
    }
    // Of two lengths for one GUID the first in order is as good as the other.
    const auto found = extensions_.lower_bound({guid, 0});
    if (guid.empty() || found == extensions_.end() ||
        found->first.first != guid)
      return;
    const std::size_t offset = found->second.front().offset;
    blocks_.add(BlockKind::xmp_extended, offset,
                join_by_byte(std::move(found->second),
                             std::min<std::uint64_t>(found->first.second,
                                                     kMaxPacketBytes + 1)));
  }

  // "JP", box instance, packet sequence (ISO 19566-5, annex D), then a box
  // whose head every segment repeats.
  void box(std::string_view body, std::size_t offset) {
    constexpr std::size_t kHead = 8, kBoxHead = 8;
    if (!body.starts_with("JP") || body.size() < kHead + kBoxHead) return;
    if (boxed_ >= kMaxPieces || body.substr(kHead + 4, 4) != "jumb") return;
    ++boxed_;
    boxes_[std::uint16_t(big_endian(body, 2, 2))].push_back(
        {big_endian(body, 4, 4), offset + kHead, body.substr(kHead)});
  }

  void join_boxes(std::vector<Piece> pieces) {
    const std::string_view head = pieces.front().bytes;
    const std::size_t offset = pieces.front().offset;
    std::uint64_t length = big_endian(head, 0, 4);
    const bool is_long = length == 1;
    if (is_long) length = big_endian(head, 8, 8);
    if (length == 0) length = kMaxManifestBytes;  // to the end
    if (length > kMaxManifestBytes) return;
    blocks_.add(BlockKind::jumbf, offset,
                join_by_turn(std::move(pieces), is_long ? 16 : 8, length));
  }

  Blocks blocks_;
  std::size_t pieces_ = 0;
  std::size_t boxed_ = 0;
  std::map<std::pair<std::string, std::uint32_t>, std::vector<Piece>>
      extensions_;
  std::map<std::uint16_t, std::vector<Piece>> boxes_;
};

}  // namespace

std::vector<Block> jpeg_blocks(std::string_view file) {
  JpegReader reader;
  JpegSegmentReader segments(file);
  while (const auto segment = segments.next()) reader.take(*segment);
  return reader.finish();
}

}  // namespace veto::embedded
