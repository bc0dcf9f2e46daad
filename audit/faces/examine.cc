// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/examine.h"

#include <cmath>
#include <new>
#include <utility>

#include "audit/faces/decode.h"
#include "audit/faces/resize.h"
#include "audit/faces/sniff.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::faces {
namespace {

std::string reason_of(const Error& error) {
  const std::string what = printable(error.what, 200);
  return error.kind == ErrorKind::damaged ? "damaged: " + what : what;
}

std::string unsuited(const ImageHeader& header) {
  const auto [small, large] = std::minmax(header.width, header.height);
  if (small < kMinSide) return "too small";
  if (large > kMaxAspect * small) return "too long and narrow";
  return {};
}

// A detection in full-size pixels, cut to the picture.
Box full_size(const Detection& found, double scale, const ImageHeader& header) {
  const auto place = [scale](double at, int end) {
    return int(std::lround(std::clamp<double>(at * scale, 0, end)));
  };
  Box box;
  box.x = place(found.x, header.width);
  box.y = place(found.y, header.height);
  box.w = place(found.x + found.w, header.width) - box.x;
  box.h = place(found.y + found.h, header.height) - box.y;
  return box;
}

Status find_faces(DecodedImage decoded, Detector& detector, const Bands& bands,
                  ImageExamination& result) {
  const ImageHeader& header = decoded.header;
  const int longest = std::max(header.width, header.height);
  const Bitmap picture =
      fit(std::move(decoded.pixels), detector.working_side(longest));
  const auto detections = detector.detect(picture, bands.possible);
  if (!detections) return std::unexpected(detections.error());
  const double scale = double(longest) / picture.longest_side();
  for (const Detection& found : *detections) {
    const Box box = full_size(found, scale, header);
    if (box.w < 1 || box.h < 1) continue;
    const Band band = found.score >= bands.face ? Band::face : Band::possible;
    result.faces.push_back({box, found.score, band});
  }
  return {};
}

}  // namespace

Bands bands_of(const config::Settings& settings) {
  return {*settings.face_score, *settings.possible_face_score};
}

Result<ImageExamination> examine_image(std::string_view bytes,
                                       Detector& detector, const Bands& bands) {
  ImageExamination result;
  result.format = sniff(bytes);
  const auto header = read_image_header(bytes);
  if (!header) {
    result.skipped = reason_of(header.error());
    return result;
  }
  result.width = header->width;
  result.height = header->height;
  result.skipped = unsuited(*header);
  if (!result.skipped.empty()) return result;
  const int longest = std::max(header->width, header->height);
  auto decoded = decode_image(bytes, detector.working_side(longest));
  if (!decoded) {
    result.skipped = reason_of(decoded.error());
    return result;
  }
  result.truncated = decoded->truncated;
  if (auto found = find_faces(*std::move(decoded), detector, bands, result);
      !found) {
    return pass(found);
  }
  return result;
}

Result<FilesExamination> examine_files(
    const std::vector<std::filesystem::path>& files,
    const config::Settings& settings) {
  auto detector = open_detector(settings, {});
  if (!detector) return pass(detector);
  FilesExamination all;
  all.detector = (*detector)->info();
  for (const auto& file : files) {
    const auto bytes = read_file(file, kMaxImageBytes);
    if (!bytes) {
      all.files.push_back({file, {}});
      all.files.back().image.skipped = bytes.error().what;
      continue;
    }
    auto image = examine_image(*bytes, **detector, bands_of(settings));
    if (!image) return pass(image);
    all.files.push_back({file, *std::move(image)});
  }
  return all;
}

}  // namespace veto::faces
