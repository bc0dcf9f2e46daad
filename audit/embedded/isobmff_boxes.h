// SPDX-License-Identifier: GPL-3.0-or-later
//
// Boxes one after the other (ISO 14496-12, section 4.2): a length of four or
// eight bytes, a type, a body. A length of 0 reaches to the end.

#ifndef VETO_AUDIT_EMBEDDED_ISOBMFF_BOXES_H_
#define VETO_AUDIT_EMBEDDED_ISOBMFF_BOXES_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace veto::embedded {

struct IsoBox {
  std::string_view type;
  std::string_view body;
};

class BoxReader {
 public:
  BoxReader(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}
  // Nothing at the end, or where a box is shorter than its head. One that ends
  // past the bytes has what there is.
  std::optional<IsoBox> next();

 private:
  std::string_view bytes_;
  std::size_t at_;
};

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_ISOBMFF_BOXES_H_
