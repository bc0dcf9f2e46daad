// SPDX-License-Identifier: GPL-3.0-or-later
//
// Boxes and superboxes of JUMBF (ISO/IEC 19566-5:2023, clause 4 and annex A),
// read where they stand: nothing is copied and no tree is built, so a caller
// goes as deep as it looks and no deeper.

#ifndef VETO_AUDIT_EMBEDDED_JUMBF_H_
#define VETO_AUDIT_EMBEDDED_JUMBF_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace veto::embedded {

inline constexpr std::size_t kMaxBoxes = 100'000;  // side by side

struct Box {
  std::string_view type;  // four bytes: "jumb", "jumd", "cbor", "json"
  std::string_view body;
  std::size_t offset = 0;  // of the box, where the reader was told to count
  std::size_t body_offset = 0;  // of its body
};

// The boxes that stand one after another in `bytes`.
class BoxReader {
 public:
  BoxReader(std::string_view bytes, std::size_t offset)
      : left_(bytes), offset_(offset) {}

  // Nothing at the end, and from the first box on that cannot be one: its
  // length is less than its own header or more than what is left.
  std::optional<Box> next();
  // Whether it ended before the bytes did.
  bool damaged() const { return damaged_; }

 private:
  std::optional<Box> end_damaged();

  std::string_view left_;
  std::size_t offset_;
  std::size_t boxes_ = 0;
  bool damaged_ = false;
};

struct Superbox {
  std::string_view uuid;     // of its content type, sixteen bytes
  std::string_view label;    // "" where it has none
  std::string_view content;  // the boxes after the description box
  std::size_t offset = 0;    // of the superbox
  std::size_t content_offset = 0;

  BoxReader boxes() const { return {content, content_offset}; }
};

// Nothing where the box is not of type `jumb`, or does not begin with a whole
// description box (annex A.3): type, toggles and, where they announce one, a
// label that ends in NUL.
std::optional<Superbox> open_superbox(const Box& box);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_JUMBF_H_
