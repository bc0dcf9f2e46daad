// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/codecs.h"
#include "audit/faces/decode_apng.h"
#include "audit/faces/exif.h"
#include "audit/faces/png_chunks.h"
#include "audit/faces/png_rows.h"
#include "audit/faces/reduce.h"

namespace veto::faces {
namespace {

Status decode_png_still(DecodeTask& task) {
  PngRows rows(needed_png_parts(task.bytes), PngForm::bgr_over_white);
  if (!rows.open()) return fail(ErrorKind::damaged, rows.message());
  RowReducer reducer(rows.width(), rows.height(), task.min_side);
  bool any = false;
  const bool whole = rows.read([&](int, const std::uint8_t* row) {
    any = true;
    reducer.add_row(row);
  });
  if (!any) return fail(ErrorKind::damaged, rows.message());
  task.truncated = !whole;
  return task.sink({0, rows.width(), rows.height(), reducer.finish()});
}

}  // namespace

// IHDR comes first (PNG, section 5.6); its other fields are libpng's to check.
Result<ImageHeader> read_png_header(std::string_view bytes) {
  constexpr std::uint32_t kMaxSide = 0x7FFFFFFF;
  const auto chunk = PngChunkReader(bytes).next();
  if (!chunk || chunk->type != "IHDR" || chunk->body.size() < 8) {
    return fail(ErrorKind::damaged, "no header");
  }
  const std::uint32_t width = png_number(chunk->body);
  const std::uint32_t height = png_number(chunk->body.substr(4));
  if (width == 0 || height == 0 || width > kMaxSide || height > kMaxSide) {
    return fail(ErrorKind::damaged, "no size");
  }
  return ImageHeader{"png", int(width), int(height),
                     exif_orientation(bytes, "png"),
                     std::max(1, count_apng_frames(bytes))};
}

Status decode_png(DecodeTask& task) {
  return count_apng_frames(task.bytes) > 0 ? decode_apng(task)
                                           : decode_png_still(task);
}

}  // namespace veto::faces
