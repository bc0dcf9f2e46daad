// SPDX-License-Identifier: GPL-3.0-or-later
//
// libjpeg reports errors by calling back and never expects to be returned to,
// so each entry below is a pair: an outer function that owns what must be
// destroyed, and an inner one that sets the jump and owns nothing.
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <string>

// These two need <cstdio> first.
#include <jerror.h>
#include <jpeglib.h>

#include "audit/faces/codecs.h"
#include "audit/faces/exif.h"

namespace veto::faces {
namespace {

constexpr long kMaxWorkingBytes = 1L << 30;
// Pixels times scans: a progressive file of a few kilobytes may ask for
// thousands of passes over the whole picture.
constexpr std::uint64_t kMaxScanWork = 4'000'000'000;
constexpr std::uint64_t kLeastScanPixels = 8'000'000;

struct ErrorState {
  jpeg_error_mgr manager{};
  std::jmp_buf jump{};
  char message[JMSG_LENGTH_MAX]{};
  bool warned = false;  // data missing or corrupt
};

ErrorState& state_of(j_common_ptr info) {
  // `manager` is the first member of a standard-layout struct.
  return *reinterpret_cast<ErrorState*>(info->err);
}

[[noreturn]] void on_error(j_common_ptr info) {
  ErrorState& state = state_of(info);
  info->err->format_message(info, state.message);
  std::longjmp(state.jump, 1);
}

void on_message(j_common_ptr info, int level) {
  const int code = info->err->msg_code;
  const bool harmless =
      code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM;
  if (level < 0 && !harmless) state_of(info).warned = true;
}

void on_progress(j_common_ptr info) {
  const auto* jpeg = reinterpret_cast<j_decompress_ptr>(info);
  const std::uint64_t pixels =
      std::max(kLeastScanPixels, std::uint64_t(jpeg->image_width) *
                                     std::uint64_t(jpeg->image_height));
  if (std::uint64_t(jpeg->input_scan_number) * pixels <= kMaxScanWork) return;
  std::snprintf(state_of(info).message, JMSG_LENGTH_MAX, "too many scans");
  std::longjmp(state_of(info).jump, 1);
}

struct Decoder {
  jpeg_decompress_struct info{};
  ErrorState errors;
  jpeg_progress_mgr progress{};
  std::vector<std::uint8_t> cmyk_row;

  Decoder() {
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = on_error;
    errors.manager.emit_message = on_message;
    progress.progress_monitor = on_progress;
  }
  ~Decoder() { jpeg_destroy_decompress(&info); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  std::string message() const { return errors.message; }
};

// The three below may be left by a jump: trivial locals only.

bool open_header(Decoder& decoder, std::string_view bytes) {
  if (setjmp(decoder.errors.jump) != 0) return false;
  jpeg_create_decompress(&decoder.info);
  decoder.info.progress = &decoder.progress;
  decoder.info.mem->max_memory_to_use = kMaxWorkingBytes;
  jpeg_mem_src(&decoder.info,
               reinterpret_cast<const unsigned char*>(bytes.data()),
               bytes.size());
  jpeg_read_header(&decoder.info, TRUE);
  return true;
}

bool start(Decoder& decoder, int min_side) {
  if (setjmp(decoder.errors.jump) != 0) return false;
  jpeg_decompress_struct& info = decoder.info;
  const bool inks =
      info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
  info.out_color_space = inks ? JCS_CMYK : JCS_EXT_BGR;
  info.scale_denom = 8;
  for (info.scale_num = 1; info.scale_num < 8; ++info.scale_num) {
    jpeg_calc_output_dimensions(&info);
    if (int(std::max(info.output_width, info.output_height)) >= min_side) break;
  }
  jpeg_start_decompress(&info);
  return true;
}

// Adobe writes inks inverted: 255 is none.
void cmyk_to_bgr(const std::uint8_t* cmyk, int width, bool inverted,
                 std::uint8_t* bgr) {
  for (int x = 0; x < width; ++x, cmyk += 4, bgr += 3) {
    const int flip = inverted ? 0 : 255;
    const int key = cmyk[3] ^ flip;
    for (int i = 0; i < 3; ++i) {
      bgr[2 - i] = std::uint8_t((cmyk[i] ^ flip) * key / 255);
    }
  }
}

bool read_rows(Decoder& decoder, Bitmap& pixels) {
  if (setjmp(decoder.errors.jump) != 0) return false;
  jpeg_decompress_struct& info = decoder.info;
  const bool inks = info.out_color_space == JCS_CMYK;
  while (info.output_scanline < info.output_height) {
    std::uint8_t* row = pixels.at(0, int(info.output_scanline));
    JSAMPROW target = inks ? decoder.cmyk_row.data() : row;
    jpeg_read_scanlines(&info, &target, 1);
    if (inks) {
      cmyk_to_bgr(target, pixels.width, info.saw_Adobe_marker, row);
    }
  }
  return true;
}

// The decoder is gone when this returns: of a progressive file it holds more
// than the picture does.
Result<Frame> decode_frame(DecodeTask& task) {
  Decoder decoder;
  if (!open_header(decoder, task.bytes) || !start(decoder, task.min_side)) {
    return fail(ErrorKind::damaged, decoder.message());
  }
  const jpeg_decompress_struct& info = decoder.info;
  Frame frame{0, int(info.image_width), int(info.image_height),
              Bitmap(int(info.output_width), int(info.output_height))};
  decoder.cmyk_row.resize(std::size_t(info.output_width) * 4);
  const bool whole = read_rows(decoder, frame.pixels);
  if (!whole && info.output_scanline == 0) {
    return fail(ErrorKind::damaged, decoder.message());
  }
  task.truncated = !whole || decoder.errors.warned;
  return frame;
}

}  // namespace

Result<ImageHeader> read_jpeg_header(std::string_view bytes) {
  Decoder decoder;
  if (!open_header(decoder, bytes)) {
    return fail(ErrorKind::damaged, decoder.message());
  }
  return ImageHeader{"jpeg", int(decoder.info.image_width),
                     int(decoder.info.image_height),
                     exif_orientation(bytes, "jpeg")};
}

Status decode_jpeg(DecodeTask& task) {
  auto frame = decode_frame(task);
  if (!frame) return pass(frame);
  return task.sink(*std::move(frame));
}

}  // namespace veto::faces
