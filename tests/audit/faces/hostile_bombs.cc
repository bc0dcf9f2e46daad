// SPDX-License-Identifier: GPL-3.0-or-later
#include <zlib.h>

#include "tests/audit/faces/hostile_set.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"
#include "tests/audit/faces/samples_avif.h"
#include "tests/support.h"

namespace veto::test {
namespace {

constexpr std::pair<unsigned, unsigned> kSizes[] = {
    {65535, 65535},   {100'000, 100'000},
    {1, 1'000'000},   {1'000'000, 1},
    {0, 0},           {0, 96},
    {96, 0},          {0x7FFFFFFF, 2},
    {10'000, 10'001}, {0xFFFFFFFF, 0xFFFFFFFF}};

// The encoder makes a still picture of a single frame.
const Animation kTwoSteps = {{{0, 0, 64, 64}, 'Q'}, {{0, 0, 64, 64}, 'K'}};

std::string little(unsigned value, int width) {
  const std::string bytes = big_endian(value, width);
  return {bytes.rbegin(), bytes.rend()};
}

std::string claimed(unsigned width, unsigned height) {
  return ", claims " + std::to_string(width) + "x" + std::to_string(height);
}

// Both numbers, four bytes each, at the first place after the mark.
std::string claim_after(std::string bytes, std::string_view mark,
                        std::size_t distance, const std::string& numbers) {
  CAPTURE(mark);
  const std::size_t at = bytes.find(mark);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at + mark.size() + distance, numbers.size(), numbers);
}

void add_claims(HostileFiles& files) {
  const faces::Bitmap picture = noise(96, 96, 5);
  const std::string png = make_png(picture, PngKind::rgb);
  const std::string interlaced = make_png(picture, PngKind::interlaced);
  const std::string jpeg = make_jpeg(picture);
  const std::string progressive = make_jpeg(picture, JpegKind::progressive);
  const std::string webp = make_webp(picture, WebpKind::lossy);
  const std::string moving = make_webp_animation(kTwoSteps);
  const std::string gif = make_gif({{{0, 0, 64, 64}, 'Q'}});
  const std::string avif = make_avif(picture);
  for (const auto& [w, h] : kSizes) {
    const auto add = [&](const char* name, std::string bytes) {
      files.push_back({name + claimed(w, h), std::move(bytes)});
    };
    const std::string in_16_bits = big_endian(h, 2) + big_endian(w, 2);
    add("png", claim_png_size(png, w, h));
    add("png interlaced", claim_png_size(interlaced, w, h));
    add("jpeg", claim_after(jpeg, "\xFF\xC0", 3, in_16_bits));
    add("jpeg progressive",
        claim_after(progressive, "\xFF\xC2", 3, in_16_bits));
    add("webp",
        claim_after(webp, "\x9D\x01\x2A", 0, little(w, 2) + little(h, 2)));
    add("webp animation",
        claim_after(moving, "VP8X", 8, little(w - 1, 3) + little(h - 1, 3)));
    add("gif", claim_after(gif, "GIF89a", 0, little(w, 2) + little(h, 2)));
    add("avif",
        claim_after(avif, "ispe", 4, big_endian(w, 4) + big_endian(h, 4)));
  }
}

std::string zlib_of(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
            reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 6);
  packed.resize(size);
  return packed;
}

std::string png_of(unsigned width, unsigned height, const std::string& chunks) {
  return "\x89PNG\r\n\x1A\n" +
         png_chunk("IHDR", big_endian(width, 4) + big_endian(height, 4) +
                               std::string("\x08\x02\0\0\0", 5)) +
         chunks + png_chunk("IEND", "");
}

void add_png_bombs(HostileFiles& files, bool slow) {
  const std::string zeros = zlib_of(std::string(60u << 20, '\0'));
  const std::string little_data = png_chunk("IDAT", zlib_of("nothing"));
  files.push_back({"png inflates beyond its size",
                   png_of(64, 64, png_chunk("IDAT", zeros))});
  std::string many;
  for (int i = 0; i < 50; ++i) many += png_chunk("IDAT", zeros);
  files.push_back({"png inflates again and again", png_of(64, 64, many)});
  files.push_back({"png of nothing but a size", png_of(10'000, 10'000, "")});
  files.push_back({"png of zeros, 16 megapixels",
                   png_of(4000, 4000, png_chunk("IDAT", zeros))});
  const std::string title("title\0\0", 7);
  for (const char* type : {"zTXt", "iCCP"}) {
    files.push_back(
        {std::string(type) + " inflates",
         png_of(64, 64, png_chunk(type, title + zeros) + little_data)});
  }
  std::string texts;
  for (int i = 0; i < 50'000; ++i) texts += png_chunk("tEXt", title);
  files.push_back({"png of 50,000 texts", png_of(64, 64, texts + little_data)});
  std::string empty;
  for (int i = 0; i < 50'000; ++i) empty += png_chunk("IDAT", "");
  files.push_back({"png of 50,000 empty parts", png_of(64, 64, empty)});
  for (const char* type : {"IDAT", "PLTE", "tEXt", "iCCP", "eXIf", "fcTL",
                           "fdAT", "acTL", "IHDR"}) {
    files.push_back(
        {std::string(type) + " claims 2 GB",
         png_of(64, 64, big_endian(0x7FFFFFFF, 4) + type + "bytes")});
  }
  const std::string interlaced =
      make_png(noise(96, 96, 6), PngKind::interlaced);
  files.push_back({"png interlaced, 20 megapixels of nothing",
                   claim_png_size(interlaced, 5'000, 4'000)});
  if (!slow) return;
  files.push_back({"png interlaced, 100 megapixels of nothing",
                   claim_png_size(interlaced, 10'000, 9'999)});
}

// Each frame a pixel, written out: no encoder is that quick.
std::string gif_of_frames(int count, int side) {
  const std::string size =
      little(unsigned(side), 2) + little(unsigned(side), 2);
  std::string file = "GIF89a" + size + std::string("\x80\0\0", 3) +
                     std::string("\0\0\0\xFF\xFF\xFF", 6);
  const std::string frame =
      "," + std::string("\0\0\0\0\1\0\1\0\0", 9) + std::string("\2\2L\1\0", 5);
  for (int i = 0; i < count; ++i) file += frame;
  return file + ";";
}

std::string webp_of_frames(int count) {
  const std::string two = make_webp_animation(kTwoSteps);
  const std::size_t first = two.find("ANMF");
  std::string file = two.substr(0, first);
  for (int i = 0; i < count; i += 2) file += two.substr(first);
  return file.replace(4, 4, little(unsigned(file.size() - 8), 4));
}

std::string apng_of_frames(int count) {
  Animation steps(std::size_t(count), AnimationStep{{0, 0, 1, 1}, 'K'});
  steps[0] = {{0, 0, 64, 64}, 'Q'};
  return make_apng(steps);
}

void add_many_frames(HostileFiles& files, bool slow) {
  files.push_back({"gif of 100,000 frames", gif_of_frames(100'000, 64)});
  files.push_back({"gif of 9,000 frames", gif_of_frames(9'000, 64)});
  files.push_back({"webp of 9,000 frames", webp_of_frames(9'000)});
  files.push_back({"webp of 20,000 frames", webp_of_frames(20'000)});
  files.push_back({"apng of 12,000 frames", apng_of_frames(12'000)});
  files.push_back({"apng of 9,000 frames", apng_of_frames(9'000)});
  if (!slow) return;
  files.push_back(
      {"gif of 9,000 frames, 100 megapixels", gif_of_frames(9'000, 10'000)});
  files.push_back({"webp of 9,000 frames, 100 megapixels",
                   claim_after(webp_of_frames(9'000), "VP8X", 8,
                               little(9'999, 3) + little(9'999, 3))});
}

std::string repeated(const std::string& part, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += part;
  return all;
}

void add_jpeg_bombs(HostileFiles& files, bool slow) {
  const std::string whole = make_jpeg(noise(96, 96, 7), JpegKind::progressive);
  const std::size_t last = whole.rfind("\xFF\xDA");
  const std::string scan = whole.substr(last, whole.size() - 2 - last);
  const std::string scans =
      whole.substr(0, last) + repeated(scan, 5000) + "\xFF\xD9";
  files.push_back({"jpeg of 5,000 scans", scans.substr(0, 4u << 20)});
  if (slow) {
    files.push_back({"jpeg of many scans, 100 megapixels",
                     claim_after(scans.substr(0, 1u << 20), "\xFF\xC2", 3,
                                 big_endian(9'999, 2) + big_endian(9'999, 2))});
  }
  const std::string rest = make_jpeg(noise(96, 96, 8)).substr(2);
  const std::pair<const char*, std::string> segments[] = {
      {"comments", std::string("\xFF\xFE\0\3c", 5)},
      {"empty Exif blocks", std::string("\xFF\xE1\0\x8"
                                        "Exif\0\0",
                                        10)},
      {"restarts", "\xFF\xD0"},
      {"beginnings", "\xFF\xD8"},
      {"fill bytes", "\xFF\xFF"}};
  for (const auto& [name, segment] : segments) {
    files.push_back({std::string("jpeg of 100,000 ") + name,
                     "\xFF\xD8" + repeated(segment, 100'000) + rest});
  }
}

}  // namespace

void add_bombs(HostileFiles& files, bool slow) {
  add_claims(files);
  add_png_bombs(files, slow);
  add_many_frames(files, slow);
  add_jpeg_bombs(files, slow);
}

}  // namespace veto::test
