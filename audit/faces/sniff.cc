// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/sniff.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/error.h"
#include "base/gunzip.h"
#include "base/text.h"

namespace veto::faces {
namespace {

using std::string_view_literals::operator""sv;

struct Magic {
  std::string_view prefix;
  std::string_view format;
};

constexpr std::array kMagics = {
    Magic{"\xFF\xD8\xFF"sv, "jpeg"},
    Magic{"\x89PNG\r\n\x1A\n"sv, "png"},
    Magic{"GIF87a"sv, "gif"},
    Magic{"GIF89a"sv, "gif"},
    Magic{"BM"sv, "bmp"},
    Magic{"\0\0\1\0"sv, "ico"},
    Magic{"\0\0\2\0"sv, "ico"},
    Magic{"II*\0"sv, "tiff"},
    Magic{"MM\0*"sv, "tiff"},
    Magic{"\xFF\x0A"sv, "jxl"},
    Magic{"\0\0\0\x0CJXL "sv, "jxl"},
};

// ISO base media files (AVIF, HEIC) name their kind as the major brand, or
// among the compatible ones where the major is a general one. An AVIF may be
// either.
std::string_view sniff_brand(std::string_view bytes) {
  constexpr std::size_t kMaxBrands = 256;
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return {};
  const std::string_view box = bytes.substr(
      0, std::size_t(std::uint8_t(bytes[2])) << 8 | std::uint8_t(bytes[3]));
  const std::string_view major = bytes.substr(8, 4);
  if (major == "avif" || major == "avis") return "avif";
  for (std::size_t at = 16; at + 4 <= std::min(box.size(), kMaxBrands);
       at += 4) {
    const std::string_view brand = box.substr(at, 4);
    if (brand == "avif" || brand == "avis") return "avif";
  }
  for (const std::string_view heic :
       {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"}) {
    if (major == heic) return "heic";
  }
  return {};
}

constexpr std::size_t kSvgHead = 1024;

// Markup in whose first kilobyte an <svg> element begins.
bool is_svg(std::string_view bytes) {
  std::string_view text = bytes.substr(0, kSvgHead);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  return text.starts_with('<') &&
         to_lower(text).find("<svg") != std::string::npos;
}

// The same within gzip, as such files lie about; a server that says so in its
// headers has it undone by the crawler.
bool is_svgz(std::string_view bytes) {
  if (!bytes.starts_with("\x1F\x8B\x08")) return false;
  GunzipStream stream([&](char* into, std::size_t size) -> Result<std::size_t> {
    const std::size_t taken = bytes.copy(into, size);
    bytes.remove_prefix(taken);
    return taken;
  });
  std::array<char, kSvgHead> head{};
  const auto size = stream.read(head.data(), head.size());
  return size && is_svg({head.data(), *size});
}

}  // namespace

std::string_view sniff(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.prefix)) return magic.format;
  }
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 &&
      bytes.substr(8, 4) == "WEBP") {
    return "webp";
  }
  if (const std::string_view brand = sniff_brand(bytes); !brand.empty()) {
    return brand;
  }
  if (is_svgz(bytes)) return "svgz";
  return is_svg(bytes) ? "svg" : "";
}

}  // namespace veto::faces
