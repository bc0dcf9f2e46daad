// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <optional>

#include "audit/embedded/containers.h"
#include "base/text.h"

namespace veto::embedded {
namespace {

constexpr std::string_view kBegin = "<x:xmpmeta", kEnd = "</x:xmpmeta>";
constexpr std::string_view kSpace = " \t\r\n\f\0";
// What stands before a packet: its object's dictionary and an xpacket line.
constexpr std::size_t kMaxHead = 4096;
constexpr std::size_t kMaxCatalog = 64 * 1024;
constexpr std::size_t kMaxPackets = 1000;  // of pictures, fonts and pages

struct Packet {
  std::string_view object;  // "12 0"
  std::size_t offset = 0;
  std::string_view bytes;
};

// The last "NUMBER GENERATION" that `text` ends in; "" where it does not.
std::string_view last_reference(std::string_view text) {
  std::size_t at = text.find_last_not_of(kSpace);
  if (at == text.npos) return {};
  text = text.substr(0, at + 1);
  constexpr std::string_view kDigits = "0123456789";
  std::size_t begin = text.find_last_not_of(kDigits);
  if (begin == text.npos || begin + 1 == text.size()) return {};
  begin = text.find_last_not_of(kSpace, begin);
  if (begin == text.npos) return {};
  const std::size_t before = text.find_last_not_of(kDigits, begin);
  const std::size_t first = before == text.npos ? 0 : before + 1;
  return first > begin ? std::string_view() : text.substr(first);
}

// The object whose stream begins right before `at`, where it is one of
// metadata (ISO 32000-1, section 14.3.2); "" otherwise, as for a picture whose
// own packet shines through.
std::string_view metadata_object(std::string_view file, std::size_t at) {
  constexpr std::string_view kStream = "stream";
  const std::size_t begin = at - std::min(at, kMaxHead);
  const std::string_view head = file.substr(begin, at - begin);
  const auto stream = head.rfind(kStream);
  if (stream == head.npos) return {};
  std::string_view between = trim(head.substr(stream + kStream.size()));
  if (between.starts_with("\xEF\xBB\xBF")) between.remove_prefix(3);
  if (!between.empty() &&
      !(between.starts_with("<?xpacket") && between.ends_with("?>")))
    return {};
  const std::string_view before = head.substr(0, stream);
  const auto object = before.rfind("obj");
  if (object == before.npos) return {};
  const std::string_view dictionary = before.substr(object);
  if (dictionary.find("/Metadata") == dictionary.npos ||
      dictionary.find("/XML") == dictionary.npos)
    return {};
  return last_reference(before.substr(0, object));
}

std::vector<Packet> packets_of(std::string_view file) {
  std::vector<Packet> packets;
  std::size_t seen = 0;
  for (std::size_t at = file.find(kBegin);
       at != file.npos && seen < kMaxPackets; ++seen) {
    const auto end = file.find(kEnd, at);
    if (end == file.npos) break;
    const std::string_view object = metadata_object(file, at);
    if (!object.empty())
      packets.push_back({object, at, file.substr(at, end + kEnd.size() - at)});
    at = file.find(kBegin, end);
  }
  return packets;
}

// The object that the newest catalog names; nothing where no catalog stands in
// the open, "" where it names none.
std::optional<std::string_view> named_by_catalog(std::string_view file) {
  const auto at = file.rfind("/Catalog");
  if (at == file.npos) return std::nullopt;
  const auto begin = file.rfind("obj", at);
  const auto end = file.find("endobj", at);
  if (begin == file.npos || end == file.npos || end - begin > kMaxCatalog)
    return std::nullopt;
  const std::string_view dictionary = file.substr(begin, end - begin);
  const auto key = dictionary.find("/Metadata");
  if (key == dictionary.npos) return std::string_view();
  const auto reference = dictionary.find('R', key);
  return last_reference(dictionary.substr(0, reference));
}

// "12 0" and "12  0" are one object.
bool is_same(std::string_view a, std::string_view b) {
  const auto number = [](std::string_view text) {
    return text.substr(0, text.find_first_of(kSpace));
  };
  return number(a) == number(b);
}

}  // namespace

Result<std::vector<Block>> pdf_metadata(std::string_view file) {
  std::vector<Packet> packets = packets_of(file);
  const auto named = named_by_catalog(file);
  if (named && named->empty()) return std::vector<Block>();
  if (named)
    std::erase_if(packets, [&](const Packet& packet) {
      return !is_same(packet.object, *named);
    });
  if (packets.empty()) {
    if (!named && file.find("/Metadata") == file.npos)
      return std::vector<Block>();
    return fail(ErrorKind::unsupported,
                "its metadata is compressed, encrypted or cut off");
  }
  const Packet& last = packets.back();
  for (const Packet& packet : packets)
    if (!is_same(packet.object, last.object))
      return fail(ErrorKind::unsupported,
                  "which of several packets is its own cannot be told");
  Blocks blocks;
  blocks.add(BlockKind::xmp, last.offset, last.bytes);
  return blocks.take();
}

std::vector<Block> pdf_blocks(std::string_view file) {
  return pdf_metadata(file).value_or(std::vector<Block>());
}

}  // namespace veto::embedded
