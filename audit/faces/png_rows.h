// SPDX-License-Identifier: GPL-3.0-or-later
//
// libpng, row by row. It reports errors by calling back and never expects to
// be returned to; nothing of that is seen outside.

#ifndef VETO_AUDIT_FACES_PNG_ROWS_H_
#define VETO_AUDIT_FACES_PNG_ROWS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace veto::faces {

// Eight bits a sample in sRGB, whatever the file has.
enum class PngForm {
  bgr_over_white,  // three bytes a pixel
  bgra,            // four
};

struct PngRowsState;

class PngRows {
 public:
  // The file in pieces, which must outlive this.
  PngRows(std::vector<std::string_view> file, PngForm form);
  ~PngRows();
  PngRows(const PngRows&) = delete;
  PngRows& operator=(const PngRows&) = delete;

  // Reads up to the first pixel. False: damaged.
  bool open();
  int width() const;
  int height() const;

  // Gives the rows to the sink from the top down, as many as there are; an
  // interlaced file is held in full for that, and what is missing of it is
  // white. False when it ends early or is damaged.
  using Sink = std::function<void(int y, const std::uint8_t* row)>;
  bool read(const Sink& sink);

  // What libpng said last.
  std::string message() const;

 private:
  std::unique_ptr<PngRowsState> state_;
};

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_PNG_ROWS_H_
