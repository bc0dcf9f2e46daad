// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a CBOR or a JSON document holds, as far as assertions are read: maps,
// arrays and text. Numbers, booleans and null are known to be there and no
// more, since nothing that is looked for is one.

#ifndef VETO_AUDIT_EMBEDDED_VALUE_H_
#define VETO_AUDIT_EMBEDDED_VALUE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veto::embedded {

// Of one document; one that needs more is not read at all.
inline constexpr std::size_t kMaxDocumentBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxValues = 10'000;  // keys are values too
inline constexpr int kMaxValueDepth = 32;

struct Value {
  enum class Kind { scalar, bytes, text, array, map };

  Kind kind = Kind::scalar;
  std::string text;          // of bytes and text; not checked to be UTF-8
  std::vector<Value> items;  // of an array; of a map: key, value, key, value

  bool is_text() const { return kind == Kind::text; }
  bool is_map() const { return kind == Kind::map; }

  // The value of a map's text key. Nothing where it is not there, or there
  // more than once: such a map is not valid (RFC 8949, section 5.6), and which
  // of the two a consumer takes is not known.
  const Value* find(std::string_view key) const;
};

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_VALUE_H_
