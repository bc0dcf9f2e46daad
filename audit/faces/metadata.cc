// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/metadata.h"

#include "audit/embedded/tiff.h"
#include "audit/faces/exif_block.h"
#include "base/text.h"

namespace veto::faces {
namespace {

using embedded::Tiff;

constexpr std::uint32_t kMake = 0x010F, kModel = 0x0110, kGps = 0x8825;
constexpr std::uint32_t kLatitude = 2, kLongitude = 4;

std::string text_at(const Tiff& tiff, std::uint32_t tag) {
  const auto entry = tiff.find(tiff.first_directory(), tag);
  if (!entry) return {};
  return printable(trim(tiff.text_of(*entry)));
}

bool has_location(const Tiff& tiff) {
  const auto pointer = tiff.find(tiff.first_directory(), kGps);
  const auto gps = pointer ? tiff.value_of(*pointer) : std::nullopt;
  return gps && tiff.find(*gps, kLatitude) && tiff.find(*gps, kLongitude);
}

}  // namespace

Metadata read_metadata(std::string_view bytes, std::string_view format) {
  Metadata metadata;
  const auto tiff = Tiff::open(exif_block(bytes, format));
  if (!tiff) return metadata;
  metadata.location = has_location(*tiff);
  metadata.camera = text_at(*tiff, kMake);
  const std::string model = text_at(*tiff, kModel);
  // Many models begin with their maker's name.
  if (model.starts_with(metadata.camera)) metadata.camera.clear();
  if (!metadata.camera.empty() && !model.empty()) metadata.camera += ' ';
  metadata.camera += model;
  return metadata;
}

}  // namespace veto::faces
