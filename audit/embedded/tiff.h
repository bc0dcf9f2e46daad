// SPDX-License-Identifier: GPL-3.0-or-later
//
// The structure of a TIFF (TIFF 6.0, section 2), which EXIF is kept in too
// (EXIF 2.32, section 4.6): directories of tagged entries, in either byte
// order. Nothing is followed but what a caller names, so that no file can lead
// in circles.

#ifndef VETO_AUDIT_EMBEDDED_TIFF_H_
#define VETO_AUDIT_EMBEDDED_TIFF_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veto::embedded {

class Tiff {
 public:
  struct Entry {
    std::uint32_t type = 0;
    std::uint32_t count = 0;
    std::size_t value = 0;  // where the value, or the offset to it, stands
  };

  // Nothing where the block does not begin as TIFF does.
  static std::optional<Tiff> open(std::string_view bytes);

  std::size_t first_directory() const { return number(4, 4); }
  // 0 behind the last.
  std::size_t next_directory(std::size_t directory) const;
  std::optional<Entry> find(std::size_t directory, std::uint32_t tag) const;
  // A value of type SHORT or LONG that is alone; nothing for any other.
  std::optional<std::uint32_t> value_of(const Entry& entry) const;
  // The text of an ASCII entry, up to its first NUL; at most 200 bytes.
  std::string text_of(const Entry& entry) const;
  // The bytes of a BYTE or UNDEFINED entry; none unless all are in the file.
  std::string_view bytes_of(const Entry& entry) const;

 private:
  Tiff(std::string_view bytes, bool little_endian)
      : bytes_(bytes), little_endian_(little_endian) {}
  // Past the end it is 0, which nobody takes for an answer.
  std::uint32_t number(std::size_t offset, std::size_t width) const;

  std::string_view bytes_;
  bool little_endian_;
};

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_TIFF_H_
