// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes what the readers of audit/embedded read: JUMBF boxes, CBOR items and
// manifest stores made of them.

#ifndef VETO_TESTS_AUDIT_EMBEDDED_JUMBF_WRITER_H_
#define VETO_TESTS_AUDIT_EMBEDDED_JUMBF_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veto::embedded::testing {

inline std::string big_endian_bytes(std::uint64_t number, int width) {
  std::string bytes;
  for (int i = width - 1; i >= 0; --i)
    bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  return bytes;
}

// Initial bytes of a CBOR item, in the shortest form.
inline std::string cbor_head(int major, std::uint64_t argument) {
  const auto first = [&](int low) {
    return std::string(1, static_cast<char>(major << 5 | low));
  };
  if (argument < 24) return first(static_cast<int>(argument));
  if (argument < 0x100) return first(24) + big_endian_bytes(argument, 1);
  if (argument < 0x10000) return first(25) + big_endian_bytes(argument, 2);
  return first(26) + big_endian_bytes(argument, 4);
}

inline std::string cbor_text(std::string_view text) {
  return cbor_head(3, text.size()) + std::string(text);
}

// Values are CBOR already.
using CborEntries = std::vector<std::pair<std::string, std::string>>;

inline std::string cbor_map(const CborEntries& entries) {
  std::string bytes = cbor_head(5, entries.size());
  for (const auto& [key, value] : entries) bytes += cbor_text(key) + value;
  return bytes;
}

// {"use": use, field: terms}, without the latter where there are none.
inline std::string cbor_use(std::string_view use, std::string_view terms = {},
                            const std::string& field = "constraint_info") {
  CborEntries fields = {{"use", cbor_text(use)}};
  if (!terms.empty()) fields.emplace_back(field, cbor_text(terms));
  return cbor_map(fields);
}

inline std::string box(std::string_view type, std::string_view body) {
  return big_endian_bytes(body.size() + 8, 4) + std::string(type) +
         std::string(body);
}

inline std::string uuid_of(std::string_view type) {
  return std::string(type) +
         std::string("\x00\x11\x00\x10\x80\x00\x00\xAA\x00\x38\x9B\x71", 12);
}

inline std::string description(std::string_view type, std::string_view label) {
  // Requestable, with a label.
  return box("jumd", uuid_of(type) + '\x03' + std::string(label) + '\0');
}

inline std::string superbox(std::string_view type, std::string_view label,
                            std::string_view content) {
  return box("jumb", description(type, label) + std::string(content));
}

inline std::string cbor_assertion(std::string_view label,
                                  std::string_view content) {
  return superbox("cbor", label, box("cbor", content));
}

inline std::string json_assertion(std::string_view label,
                                  std::string_view content) {
  return superbox("json", label, box("json", content));
}

// A training and data mining assertion.
inline std::string mining(std::string_view label, const CborEntries& entries) {
  return cbor_assertion(label, cbor_map({{"entries", cbor_map(entries)}}));
}

// With what a real one has beside its assertions.
inline std::string manifest(std::string_view label, std::string_view assertions,
                            std::string_view type = "c2ma") {
  const std::string empty = box("cbor", cbor_map({}));
  return superbox(type, label,
                  superbox("c2as", "c2pa.assertions", assertions) +
                      superbox("c2cl", "c2pa.claim.v2", empty) +
                      superbox("c2cs", "c2pa.signature", empty));
}

inline std::string store(std::string_view manifests) {
  return superbox("c2pa", "c2pa", manifests);
}

// What an update manifest says about the manifest it adds to.
inline std::string ingredient(std::string_view parent,
                              std::string_view relationship = "parentOf",
                              const std::string& field = "activeManifest") {
  const std::string url = "self#jumbf=/c2pa/" + std::string(parent);
  return cbor_assertion(
      "c2pa.ingredient.v3",
      cbor_map({{"relationship", cbor_text(relationship)},
                {field, cbor_map({{"url", cbor_text(url)}})}}));
}

}  // namespace veto::embedded::testing

#endif  // VETO_TESTS_AUDIT_EMBEDDED_JUMBF_WRITER_H_
