// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"

#include <algorithm>
#include <array>
#include <new>
#include <numeric>
#include <utility>

#include "audit/faces/codecs.h"
#include "audit/faces/exif.h"
#include "audit/faces/sniff.h"

namespace veto::faces {
namespace {

constexpr std::array kCodecs = {
    Codec{"jpeg", read_jpeg_header, decode_jpeg},
    Codec{"png", read_png_header, decode_png},
    Codec{"webp", read_webp_header, decode_webp},
    Codec{"gif", read_gif_header, decode_gif},
    Codec{"avif", read_avif_header, decode_avif},
    Codec{"heic", read_heic_header, decode_heic},
    Codec{"svg", read_svg_header, decode_svg, true},
};

Result<const Codec*> codec_of(std::string_view bytes) {
  const std::string_view format = sniff(bytes);
  if (format.empty()) return fail(ErrorKind::unsupported, "not an image");
  const Codec* codec = find_codec(format);
  if (codec == nullptr) {
    return fail(ErrorKind::unsupported,
                std::string(format) + " is not decoded");
  }
  return codec;
}

std::vector<int> frames_of(const ImageHeader& header) {
  if (!find_codec(header.format)->separate) {
    return sampled_frames(header.frames,
                          most_frames(header.width, header.height));
  }
  std::vector<int> all(std::size_t(header.frames));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

Status decode_sampled(std::string_view bytes, int min_side,
                      std::vector<int> frames, Decoded& decoded,
                      const FrameSink& sink) {
  DecodeTask task{bytes, min_side, std::move(frames), {}, false};
  const int orientation = decoded.header.orientation;
  task.sink = [&](Frame frame) -> Status {
    if (swaps_sides(orientation)) std::swap(frame.width, frame.height);
    frame.pixels = upright(std::move(frame.pixels), orientation);
    return sink(std::move(frame));
  };
  auto done = find_codec(decoded.header.format)->decode(task);
  decoded.truncated = task.truncated;
  return done;
}

}  // namespace

int most_frames(int width, int height) {
  const auto pixels =
      std::uint64_t(std::max(width, 1)) * std::uint64_t(std::max(height, 1));
  return int(std::clamp<std::uint64_t>(kMaxFilePixels / pixels, 1, kMaxFrames));
}

const Codec* find_codec(std::string_view format) {
  const auto found = std::ranges::find(kCodecs, format, &Codec::format);
  return found == kCodecs.end() ? nullptr : &*found;
}

Result<ImageHeader> read_image_header(std::string_view bytes) {
  auto codec = codec_of(bytes);
  if (!codec) return pass(codec);
  if (bytes.size() > kMaxImageBytes) {
    return fail(ErrorKind::too_large, "more than 40 MB");
  }
  auto header = (*codec)->read_header(bytes);
  if (!header) return header;
  if (std::uint64_t(header->width) * std::uint64_t(header->height) >
      kMaxImagePixels) {
    return fail(ErrorKind::too_large, "more than 100 megapixels");
  }
  if (swaps_sides(header->orientation)) {
    std::swap(header->width, header->height);
  }
  return header;
}

std::vector<int> sampled_frames(int count, int most) {
  // An odd number of evenly spread ones has the middle among them.
  const int odd = most - (most % 2 == 0 ? 1 : 0);
  const int taken = count <= most ? count : std::max(odd, 1);
  std::vector<int> frames;
  for (int i = 0; i < taken; ++i) {
    const std::int64_t last = count - 1;
    frames.push_back(taken == 1 ? 0 : int(last * i / (taken - 1)));
  }
  return frames;
}

Result<Decoded> decode_frames(std::string_view bytes, int min_side,
                              const FrameSink& sink) {
  auto header = read_image_header(bytes);
  if (!header) return pass(header);
  try {
    Decoded decoded{*header, false};
    auto done =
        decode_sampled(bytes, min_side, frames_of(*header), decoded, sink);
    if (!done) return pass(done);
    return decoded;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::too_large, "more memory needed than there is");
  }
}

Result<DecodedImage> decode_image(std::string_view bytes, int min_side,
                                  int frame) {
  auto header = read_image_header(bytes);
  if (!header) return pass(header);
  try {
    DecodedImage image{{*header, false}, {}};
    const auto keep = [&image](Frame decoded) -> Status {
      image.header.width = decoded.width;
      image.header.height = decoded.height;
      image.pixels = std::move(decoded.pixels);
      return {};
    };
    auto done = decode_sampled(bytes, min_side, {frame}, image, keep);
    if (!done) return pass(done);
    if (image.pixels.width == 0) {
      return fail(ErrorKind::not_found, "no such frame");
    }
    return image;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::too_large, "more memory needed than there is");
  }
}

}  // namespace veto::faces
