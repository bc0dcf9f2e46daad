// SPDX-License-Identifier: GPL-3.0-or-later
//
// The transforms are those of libpng's simplified interface, which cannot give
// single rows: input without a gamma is sRGB, also at sixteen bits, and alpha
// is blended in linear light.
#include "audit/faces/png_rows.h"

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <utility>

namespace veto::faces {
namespace {

constexpr std::size_t kMessage = 200;
constexpr std::uint8_t kMissing = 255;

}  // namespace

struct PngRowsState {
  std::vector<std::string_view> file;
  std::size_t part = 0;  // of the file, and the place in it
  std::size_t at = 0;
  PngForm form = PngForm::bgra;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::jmp_buf jump{};
  char message[kMessage]{};
  std::vector<std::uint8_t> pixels;  // one row; of interlaced files all
  int rows = 0;                      // read, in the current pass
  int pass = 0;

  ~PngRowsState() { png_destroy_read_struct(&png, &info, nullptr); }
};

namespace {

PngRowsState& state_of(png_structp png) {
  return *static_cast<PngRowsState*>(png_get_error_ptr(png));
}

[[noreturn]] void on_png_error(png_structp png, png_const_charp text) {
  PngRowsState& state = state_of(png);
  std::snprintf(state.message, kMessage, "%s", text);
  std::longjmp(state.jump, 1);
}

void on_png_warning(png_structp, png_const_charp) {}

void read_png(png_structp png, png_bytep to, png_size_t size) {
  PngRowsState& state = state_of(png);
  while (size > 0) {
    if (state.part == state.file.size()) png_error(png, "the file ends early");
    const std::string_view left = state.file[state.part].substr(state.at);
    const std::size_t taken = std::min(size, left.size());
    std::memcpy(to, left.data(), taken);
    to += taken;
    size -= taken;
    state.at += taken;
    if (taken < left.size()) break;
    ++state.part;
    state.at = 0;
  }
}

void set_transforms(PngRowsState& state) {
  png_structp png = state.png;
  const int colour = png_get_color_type(png, state.info);
  const bool alpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 ||
                     png_get_valid(png, state.info, PNG_INFO_tRNS) != 0;
  png_set_expand(png);
  if ((colour & PNG_COLOR_MASK_COLOR) == 0) png_set_gray_to_rgb(png);
  png_set_alpha_mode_fixed(png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
  png_set_scale_16(png);
  if (state.form == PngForm::bgra) {
    if (!alpha) png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  } else if (alpha) {
    const png_color_16 white{0, 255, 255, 255, 255};
    png_set_background_fixed(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 0);
  }
  png_set_alpha_mode_fixed(png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
  png_set_bgr(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, state.info);
}

// The two below may be left by a jump: trivial locals only.

bool open_png(PngRowsState& state) {
  state.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &state,
                                     on_png_error, on_png_warning);
  if (state.png == nullptr) return false;
  if (setjmp(state.jump) != 0) return false;
  state.info = png_create_info_struct(state.png);
  if (state.info == nullptr) return false;
  png_set_benign_errors(state.png, 1);
  png_set_read_fn(state.png, &state, read_png);
  png_read_info(state.png, state.info);
  set_transforms(state);
  return true;
}

bool read_png_rows(PngRowsState& state, int passes, const PngRows::Sink& sink) {
  if (setjmp(state.jump) != 0) return false;
  const int height = int(png_get_image_height(state.png, state.info));
  const std::size_t stride = png_get_rowbytes(state.png, state.info);
  for (state.pass = 0; state.pass < passes; ++state.pass) {
    for (state.rows = 0; state.rows < height; ++state.rows) {
      std::uint8_t* row = state.pixels.data();
      if (passes > 1) row += std::size_t(state.rows) * stride;
      png_read_row(state.png, row, nullptr);
      if (passes == 1) sink(state.rows, row);
    }
  }
  return true;
}

}  // namespace

PngRows::PngRows(std::vector<std::string_view> file, PngForm form)
    : state_(std::make_unique<PngRowsState>()) {
  state_->file = std::move(file);
  std::erase(state_->file, std::string_view{});
  state_->form = form;
}

PngRows::~PngRows() = default;

bool PngRows::open() { return open_png(*state_); }

int PngRows::width() const {
  return int(png_get_image_width(state_->png, state_->info));
}

int PngRows::height() const {
  return int(png_get_image_height(state_->png, state_->info));
}

bool PngRows::read(const Sink& sink) {
  const std::size_t stride = png_get_rowbytes(state_->png, state_->info);
  const bool interlaced =
      png_get_interlace_type(state_->png, state_->info) != PNG_INTERLACE_NONE;
  const std::size_t held = interlaced ? std::size_t(height()) : 1;
  state_->pixels.assign(stride * held, kMissing);
  const bool whole = read_png_rows(*state_, interlaced ? 7 : 1, sink);
  const bool nothing = state_->pass == 0 && state_->rows == 0;
  if (interlaced && !nothing) {
    for (int y = 0; y < height(); ++y) {
      sink(y, state_->pixels.data() + std::size_t(y) * stride);
    }
  }
  return whole;
}

std::string PngRows::message() const {
  return state_->message[0] == '\0' ? "libpng cannot start" : state_->message;
}

}  // namespace veto::faces
