// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

struct Format {
  std::size_t at;
  std::string_view magic;
  std::vector<Block> (*read)(std::string_view);
};

constexpr Format kFormats[] = {
    {0, "\xFF\xD8\xFF"sv, jpeg_blocks}, {0, "\x89PNG\r\n\x1A\n"sv, png_blocks},
    {0, "GIF87a"sv, gif_blocks},        {0, "GIF89a"sv, gif_blocks},
    {0, "II*\0"sv, tiff_blocks},        {0, "MM\0*"sv, tiff_blocks},
    {8, "WEBP"sv, webp_blocks},         {4, "ftyp"sv, isobmff_blocks},
    {0, "%PDF-"sv, pdf_blocks},
};

}  // namespace

std::vector<Block> find_blocks(std::string_view file) {
  for (const Format& format : kFormats)
    if (file.size() > format.at &&
        file.substr(format.at).starts_with(format.magic))
      return format.read(file);
  return {};
}

}  // namespace veto::embedded
