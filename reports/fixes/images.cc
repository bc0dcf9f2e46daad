// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/images.h"

#include <fmt/format.h>

namespace veto::reports {
namespace {

constexpr std::string_view kExiftoolConfig =
    R"(# Teaches exiftool the property plus:DataMining, which versions of before
# 2024 do not know. Used by images.sh.
%Image::ExifTool::UserDefined = (
  'Image::ExifTool::PLUS::XMP' => { DataMining => { } },
);
1;
)";

constexpr std::string_view kImagesScript =
    R"(#!/bin/sh
# Writes into every image of a folder that it is not for data mining
# (PLUS and IPTC: plus:DataMining). Work on a copy, or have a backup:
#
#   sh images.sh /path/to/images
#
# Nothing else in the files is changed; -P keeps their dates. A camera's place
# and names may be in there too: "exiftool -gps:all= FILE" takes the place out.
#
# Resizers take the statement out again: WordPress with GD, image CDNs and most
# platforms keep no XMP unless told to. So look at what is SERVED:
#
#   curl -s https://example.org/photo.jpg | exiftool -G1 -XMP-plus:all -
set -eu
exec exiftool -config "$(dirname "$0")/exiftool.config" \
  -overwrite_original -P -r -ext jpg -ext jpeg -ext png -ext webp -ext tif \
  '-XMP-plus:DataMining={}' -- "$1"
)";

}  // namespace

std::string_view data_mining_value(const Wanted& wanted) {
  if (wanted.training && wanted.answers && wanted.search) return {};
  if (!wanted.search) return "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED";
  if (!wanted.training && !wanted.answers)
    return "http://ns.useplus.org/ldf/vocab/"
           "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING";
  // The vocabulary has no word for answering alone.
  if (wanted.training) return {};
  return "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING";
}

std::vector<FixFile> image_fixes(const Wanted& wanted) {
  const std::string_view value = data_mining_value(wanted);
  if (value.empty()) return {};
  return {
      {"images.sh", "run it over a copy of the images",
       fmt::format(fmt::runtime(kImagesScript), value)},
      {"exiftool.config", "beside images.sh", std::string(kExiftoolConfig)}};
}

}  // namespace veto::reports
