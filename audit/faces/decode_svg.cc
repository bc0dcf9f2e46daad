// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each raster picture within goes through its own codec, turned upright by its
// own EXIF. An SVG within an SVG is not followed.
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "audit/faces/codecs.h"
#include "audit/faces/data_url.h"
#include "audit/faces/sniff.h"
#include "audit/faces/svg_images.h"

namespace veto::faces {
namespace {

Result<std::string> bytes_of(std::string_view url) {
  if (!url.contains('&')) return decode_data_url(url);
  return decode_data_url(attribute_text(url));
}

using Visit =
    std::function<Status(int number, const Result<std::string>& bytes)>;

// Whether there are more than were visited; or the visitor's failure.
Result<bool> each_raster(std::string_view svg, const Visit& visit) {
  const SvgImages images = find_svg_images(svg);
  int number = 0;
  for (const std::string_view url : images.urls) {
    const Result<std::string> bytes = bytes_of(url);
    if (bytes && sniff(*bytes).starts_with("svg")) continue;
    auto visited = visit(number++, bytes);
    if (!visited) return pass(visited);
  }
  return images.more;
}

Result<ImageHeader> header_within(const Result<std::string>& bytes) {
  if (!bytes) return std::unexpected(bytes.error());
  return read_image_header(*bytes);
}

std::uint64_t pixel_count(const ImageHeader& header) {
  return std::uint64_t(header.width) * std::uint64_t(header.height);
}

}  // namespace

Result<ImageHeader> read_svg_header(std::string_view bytes) {
  ImageHeader svg{"svg", 0, 0, 1, 0};
  std::optional<Error> fault;
  const auto largest = [&](int, const Result<std::string>& raster) -> Status {
    ++svg.frames;
    const auto header = header_within(raster);
    if (!header) {
      fault = fault.value_or(header.error());
    } else if (pixel_count(*header) > pixel_count(svg)) {
      svg.width = header->width;
      svg.height = header->height;
    }
    return {};
  };
  auto visited = each_raster(bytes, largest);
  if (!visited) return pass(visited);
  if (svg.frames == 0) {
    return fail(ErrorKind::unsupported, "svg without a raster picture");
  }
  if (svg.width == 0) return std::unexpected(*fault);
  return svg;
}

Status decode_svg(DecodeTask& task) {
  std::uint64_t pixels_left = kMaxFilePixels;
  std::optional<Error> fault;
  bool any = false;
  const auto decode = [&](int number,
                          const Result<std::string>& bytes) -> Status {
    if (!std::ranges::binary_search(task.frames, number)) return {};
    const auto header = header_within(bytes);
    const bool taken = header && pixel_count(*header) <= pixels_left;
    if (!taken) {
      task.truncated = true;
      if (!header) fault = fault.value_or(header.error());
      return {};
    }
    pixels_left -= pixel_count(*header);
    auto image = decode_image(*bytes, task.min_side);
    if (!image) {
      task.truncated = true;
      fault = fault.value_or(image.error());
      return {};
    }
    any = true;
    task.truncated = task.truncated || image->truncated;
    return task.sink(
        {number, header->width, header->height, std::move(image->pixels)});
  };
  auto more = each_raster(task.bytes, decode);
  if (!more) return pass(more);
  if (!any && fault) return std::unexpected(*fault);
  task.truncated = task.truncated || *more;
  return {};
}

}  // namespace veto::faces
