// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/hevc_plugin.h"

#include <libde265/de265.h>
#include <libheif/heif.h>
#include <libheif/heif_plugin.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "audit/faces/decode.h"

namespace veto::faces {
namespace {

constexpr heif_error kDone{heif_error_Ok, heif_suberror_Unspecified, ""};

heif_error broken(const char* what) {
  return {heif_error_Decoder_plugin_error, heif_suberror_Unspecified, what};
}

// What the bitstream says of its size may differ from what the container says.
int allocate(de265_decoder_context* context, de265_image_spec* spec,
             de265_image* image, void* userdata) {
  const std::uint64_t width = std::uint64_t(std::max(spec->width, 0));
  const std::uint64_t height = std::uint64_t(std::max(spec->height, 0));
  if (width * height > kMaxImagePixels) return 0;
  return de265_get_default_image_allocation_functions()->get_buffer(
      context, spec, image, userdata);
}

void release(de265_decoder_context* context, de265_image* image,
             void* userdata) {
  de265_get_default_image_allocation_functions()->release_buffer(context, image,
                                                                 userdata);
}

heif_error new_decoder(void** decoder) {
  de265_decoder_context* context = de265_new_decoder();
  *decoder = context;
  if (context == nullptr) return broken("libde265 cannot start");
  static de265_image_allocation allocation{allocate, release};
  de265_set_image_allocation_functions(context, &allocation, nullptr);
  return kDone;
}

void free_decoder(void* decoder) {
  if (decoder == nullptr) return;
  de265_free_decoder(static_cast<de265_decoder_context*>(decoder));
}

// NAL units, a length of four bytes before each.
heif_error push_data(void* decoder, const void* data, std::size_t size) {
  auto* context = static_cast<de265_decoder_context*>(decoder);
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  constexpr std::size_t kLength = 4;
  while (size > 0) {
    if (size < kLength) return broken("a NAL unit without a length");
    const std::size_t length = std::size_t(bytes[0]) << 24 |
                               std::size_t(bytes[1]) << 16 |
                               std::size_t(bytes[2]) << 8 | bytes[3];
    bytes += kLength;
    size -= kLength;
    if (length > size) return broken("a NAL unit that ends early");
    if (de265_push_NAL(context, bytes, int(length), 0, nullptr) != DE265_OK) {
      return broken("a NAL unit that cannot be read");
    }
    bytes += length;
    size -= length;
  }
  return kDone;
}

heif_error copy_plane(const de265_image* from, int plane, heif_channel channel,
                      heif_image* to) {
  const int width = de265_get_image_width(from, plane);
  const int height = de265_get_image_height(from, plane);
  const int bits = de265_get_bits_per_pixel(from, plane);
  const heif_error added =
      heif_image_add_plane(to, channel, width, height, bits);
  if (added.code != heif_error_Ok) return added;
  int stride_from = 0, stride_to = 0;
  const std::uint8_t* source = de265_get_image_plane(from, plane, &stride_from);
  std::uint8_t* target = heif_image_get_plane(to, channel, &stride_to);
  const std::size_t row = std::size_t(width) * (bits > 8 ? 2 : 1);
  for (int y = 0; y < height; ++y) {
    std::memcpy(target + std::ptrdiff_t(y) * stride_to,
                source + std::ptrdiff_t(y) * stride_from, row);
  }
  return kDone;
}

// Colours as the bitstream describes them; a colr box goes before it.
void set_colours(const de265_image* from, heif_image* to) {
  heif_color_profile_nclx* colours = heif_nclx_color_profile_alloc();
  if (colours == nullptr) return;
  heif_nclx_color_profile_set_matrix_coefficients(
      colours, std::uint16_t(de265_get_image_matrix_coefficients(from)));
  colours->full_range_flag =
      std::uint8_t(de265_get_image_full_range_flag(from) != 0);
  heif_image_set_nclx_color_profile(to, colours);
  heif_nclx_color_profile_free(colours);
}

heif_error copy_image(const de265_image* from, heif_image** to) {
  constexpr std::array<heif_channel, 3> kChannels = {
      heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
  const auto chroma = heif_chroma(de265_get_chroma_format(from));
  const bool gray = chroma == heif_chroma_monochrome;
  const heif_error created = heif_image_create(
      de265_get_image_width(from, 0), de265_get_image_height(from, 0),
      gray ? heif_colorspace_monochrome : heif_colorspace_YCbCr, chroma, to);
  if (created.code != heif_error_Ok) return created;
  for (int plane = 0; plane < (gray ? 1 : 3); ++plane) {
    const heif_error copied =
        copy_plane(from, plane, kChannels[std::size_t(plane)], *to);
    if (copied.code == heif_error_Ok) continue;
    heif_image_release(*to);
    *to = nullptr;
    return copied;
  }
  set_colours(from, *to);
  return kDone;
}

heif_error decode_picture(void* decoder, heif_image** image) {
  auto* context = static_cast<de265_decoder_context*>(decoder);
  *image = nullptr;
  de265_flush_data(context);
  int more = 1;
  while (more != 0) {
    more = 0;
    if (de265_decode(context, &more) != DE265_OK) break;
    const de265_image* picture = de265_get_next_picture(context);
    if (picture != nullptr) return copy_image(picture, image);
  }
  return broken("no picture in the HEVC data");
}

}  // namespace

bool use_hevc_without_threads() {
  static heif_decoder_plugin plugin = [] {
    heif_decoder_plugin made{};
    made.plugin_api_version = 1;
    made.get_plugin_name = [] { return "libde265 without threads"; };
    // Also what is not HEVC, which then fails: another plugin may have threads.
    made.does_support_format = [](heif_compression_format) { return 1000; };
    made.new_decoder = new_decoder;
    made.free_decoder = free_decoder;
    made.push_data = push_data;
    made.decode_image = decode_picture;
    return made;
  }();
  static const bool taken =
      heif_register_decoder_plugin(&plugin).code == heif_error_Ok;
  return taken;
}

}  // namespace veto::faces
