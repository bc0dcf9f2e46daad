// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/other_picture.h"

#include <algorithm>
#include <array>

#include "audit/embedded/png_chunks.h"
#include "audit/embedded/tiff.h"
#include "audit/faces/carries.h"
#include "audit/faces/data_url.h"
#include "audit/faces/exif_block.h"
#include "audit/faces/sniff.h"
#include "audit/faces/svg_images.h"

namespace veto::faces {
namespace {

using std::string_view_literals::operator""sv;

// Anywhere but at the file's own beginning. TIFF's stands in the notes of many
// cameras, and BMP's two letters stand anywhere.
constexpr std::array kBeginnings = {
    "\xFF\xD8\xFF"sv,
    embedded::kPngSignature,
    "GIF89a"sv,
    "GIF87a"sv,
    "JXL \r\n\x87\n"sv,
    // The same in base64, and of "RIFF" and of a short box "ftyp".
    "/9j/"sv,
    "iVBORw0KGgo"sv,
    "R0lGOD"sv,
    "UklGR"sv,
    "Z0eXB"sv,
};

// At any place behind the beginning where `what` stands.
bool any_place(std::string_view bytes, std::string_view what, auto&& holds) {
  for (std::size_t at = bytes.find(what, 1); at != std::string_view::npos;
       at = bytes.find(what, at + 1)) {
    if (holds(at)) return true;
  }
  return false;
}

bool holds_a_beginning(std::string_view bytes) {
  constexpr std::size_t kWebpMark = 8, kBrandMark = 4;  // their own file's
  constexpr std::array kBrands = {"avif"sv, "avis"sv, "heic"sv, "heix"sv,
                                  "hevc"sv, "hevx"sv, "heim"sv, "heis"sv,
                                  "mif1"sv, "msf1"sv};
  return std::ranges::any_of(kBeginnings,
                             [&](std::string_view beginning) {
                               return bytes.find(beginning, 1) !=
                                      std::string_view::npos;
                             }) ||
         any_place(bytes, "WEBP",
                   [&](std::size_t at) {
                     return at > kWebpMark &&
                            bytes.substr(at - kWebpMark).starts_with("RIFF");
                   }) ||
         any_place(bytes, "ftyp", [&](std::size_t at) {
           return at > kBrandMark &&
                  std::ranges::find(kBrands, bytes.substr(at + 4, 4)) !=
                      kBrands.end();
         });
}

bool exif_has_thumbnail(std::string_view bytes, std::string_view format) {
  const auto tiff = embedded::Tiff::open(exif_block(bytes, format));
  return tiff && tiff->next_directory(tiff->first_directory()) != 0;
}

bool svg_carries(std::string_view bytes) {
  const SvgImages images = find_svg_images(bytes);
  return images.more ||
         std::ranges::any_of(images.urls, [](std::string_view url) {
           const auto raster = decode_data_url(attribute_text(url));
           return !raster || sniff(*raster).starts_with("svg") ||
                  may_carry_another_picture(*raster, sniff(*raster));
         });
}

}  // namespace

bool is_filling(std::string_view bytes) {
  return bytes.find_first_not_of("\0\r\n "sv) == std::string_view::npos;
}

bool may_carry_another_picture(std::string_view bytes,
                               std::string_view format) {
  if (format == "svg") return svg_carries(bytes);
  if (holds_a_beginning(bytes) || exif_has_thumbnail(bytes, format))
    return true;
  if (format == "jpeg") return jpeg_carries(bytes);
  if (format == "png") return png_carries(bytes);
  if (format == "webp") return webp_carries(bytes);
  if (format == "gif") return gif_carries(bytes);
  if (format == "avif") return avif_carries(bytes);
  return true;
}

}  // namespace veto::faces
