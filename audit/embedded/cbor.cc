// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/cbor.h"

#include <cstdint>
#include <utility>

#include "audit/embedded/numbers.h"

namespace veto::embedded {
namespace {

// Major types (RFC 8949, section 3.1).
enum Major : std::uint8_t {
  kUnsigned = 0,
  kNegative = 1,
  kBytes = 2,
  kText = 3,
  kArray = 4,
  kMap = 5,
  kTag = 6,
  kSimple = 7,
};
constexpr std::uint8_t kOneByte = 24;     // the argument follows, in a byte
constexpr std::uint8_t kEightBytes = 27;  // ... in eight
constexpr std::uint8_t kIndefinite = 31;
constexpr char kBreak = '\xff';
constexpr std::uint64_t kFirstLongSimple = 32;  // section 3.3

struct Head {
  std::uint8_t major = 0;
  bool indefinite = false;
  std::uint64_t argument = 0;
};

class CborReader {
 public:
  explicit CborReader(std::string_view bytes) : left_(bytes) {}

  Result<Value> read_whole() {
    Value value;
    Status status = read_item(value, 0);
    if (!status) return pass(status);
    if (!left_.empty())
      return fail(ErrorKind::damaged, "bytes after the CBOR item");
    return value;
  }

 private:
  static std::unexpected<Error> malformed() {
    return fail(ErrorKind::damaged, "not well-formed CBOR");
  }

  std::string_view take(std::size_t count) {
    const std::string_view taken = left_.substr(0, count);
    left_.remove_prefix(taken.size());
    return taken;
  }

  bool take_break() {
    if (left_.empty() || left_.front() != kBreak) return false;
    left_.remove_prefix(1);
    return true;
  }

  Result<Head> read_head() {
    if (left_.empty()) return malformed();
    const auto first = static_cast<std::uint8_t>(take(1).front());
    const std::uint8_t low = first & 0x1F;
    Head head{.major = static_cast<std::uint8_t>(first >> 5), .argument = low};
    if (low < kOneByte) return head;
    if (low == kIndefinite) {
      // A break stands only where one is looked for.
      if (head.major < kBytes || head.major > kMap) return malformed();
      head.indefinite = true;
      return head;
    }
    if (low > kEightBytes) return malformed();
    const std::size_t width = std::size_t{1} << (low - kOneByte);
    if (left_.size() < width) return malformed();
    head.argument = big_endian(take(width));
    if (head.major == kSimple && low == kOneByte &&
        head.argument < kFirstLongSimple)
      return malformed();
    return head;
  }

  Status read_item(Value& out, int depth) {
    auto head = read_head();
    // Tags nest without end and hold nothing.
    for (; head && head->major == kTag; head = read_head())
      if (++depth > kMaxValueDepth) break;
    if (!head) return pass(head);
    if (++values_ > kMaxValues || depth > kMaxValueDepth)
      return fail(ErrorKind::too_large, "CBOR with too much in it");
    switch (head->major) {
      case kBytes:
      case kText:
        out.kind =
            head->major == kText ? Value::Kind::text : Value::Kind::bytes;
        return read_string(*head, out.text);
      case kArray:
        out.kind = Value::Kind::array;
        return read_items(*head, 1, out, depth);
      case kMap:
        out.kind = Value::Kind::map;
        return read_items(*head, 2, out, depth);
      default:
        return {};
    }
  }

  Status read_string(const Head& head, std::string& out) {
    if (!head.indefinite) return append(head.argument, out);
    while (!take_break()) {
      // Chunks are of the same type and of definite length (section 3.2.3).
      auto chunk = read_head();
      if (!chunk) return pass(chunk);
      if (chunk->major != head.major || chunk->indefinite) return malformed();
      Status status = append(chunk->argument, out);
      if (!status) return status;
    }
    return {};
  }

  Status append(std::uint64_t length, std::string& out) {
    if (length > left_.size()) return malformed();
    out += take(length);
    return {};
  }

  // A map's entry is two items.
  Status read_items(const Head& head, std::size_t per_entry, Value& out,
                    int depth) {
    // An item takes a byte at least.
    if (!head.indefinite && head.argument > left_.size() / per_entry)
      return malformed();
    for (std::uint64_t i = 0; head.indefinite || i < head.argument; ++i) {
      if (head.indefinite && take_break()) break;
      for (std::size_t part = 0; part < per_entry; ++part) {
        Status status = read_item(out.items.emplace_back(), depth + 1);
        if (!status) return status;
      }
    }
    return {};
  }

  std::string_view left_;
  std::size_t values_ = 0;
};

}  // namespace

Result<Value> parse_cbor(std::string_view bytes) {
  if (bytes.size() > kMaxDocumentBytes)
    return fail(ErrorKind::too_large, "a long CBOR document");
  return CborReader(bytes).read_whole();
}

}  // namespace veto::embedded
