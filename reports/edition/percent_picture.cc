// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/percent_picture.h"

#include <algorithm>
#include <array>

#include "audit/faces/sniff.h"
#include "base/text.h"
#include "base/url_percent.h"

namespace veto::reports {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMaxType = 200;  // of a data: URL, up to its comma

// As quotes are written within an attribute.
constexpr std::array kWrittenQuotes = {"&quot;"sv, "&#34;"sv, "&#x22;"sv,
                                       "&apos;"sv, "&#39;"sv, "&#x27;"sv,
                                       "\\\""sv,   "\\'"sv};

// Enough of a file to tell a picture by, each byte in three characters.
constexpr std::size_t kMagicCharacters = 3 * 16;

bool is_raster(std::string_view bytes) {
  constexpr std::array kFormats = {"jpeg"sv, "png"sv,  "gif"sv,
                                   "webp"sv, "avif"sv, "heic"sv};
  return std::ranges::find(kFormats, faces::sniff(bytes)) != kFormats.end();
}

// The first bytes of such files: 0xFF, 0x89, "G", "R", and 0 of a box's size.
bool may_begin(std::string_view text) {
  if (text.starts_with('%')) {
    const std::string first = percent_decode(text.substr(0, 3));
    return first == "\xFF" || first == "\x89" || first == "G" || first == "R" ||
           first == "\0"sv;
  }
  return text.starts_with("GIF8") || text.starts_with("RIFF");
}

}  // namespace

std::vector<std::size_t> plain_data_starts(std::string_view text) {
  constexpr std::string_view kScheme = "data:";
  std::vector<std::size_t> starts;
  for (auto at = text.find(':'); at != std::string_view::npos;
       at = text.find(':', at + 1)) {
    const std::size_t behind = at + 1;
    if (behind < kScheme.size() ||
        !iequals(text.substr(behind - kScheme.size(), kScheme.size()), kScheme))
      continue;
    const std::string_view rest = text.substr(behind, kMaxType);
    const auto comma = rest.find_first_of(",\"'<>()\n"sv);
    if (comma == std::string_view::npos || rest[comma] != ',' ||
        to_lower(rest.substr(0, comma)).ends_with("base64"))
      continue;
    starts.push_back(behind + comma + 1);
  }
  return starts;
}

std::vector<std::size_t> percent_magic_starts(std::string_view text) {
  std::vector<std::size_t> starts;
  for (auto at = text.find_first_of("%GR"sv); at != std::string_view::npos;
       at = text.find_first_of("%GR"sv, at + 1)) {
    if (!may_begin(text.substr(at))) continue;
    const std::string_view written = text.substr(at, kMagicCharacters);
    if (written.contains('%') && is_raster(percent_decode(written)))
      starts.push_back(at);
  }
  return starts;
}

std::size_t percent_end(std::string_view text, std::size_t begin) {
  const std::string_view before = text.substr(0, begin);
  const auto to = [&](std::string_view closing) {
    return std::min(text.find(closing, begin), text.size());
  };
  for (const std::string_view quote : kWrittenQuotes)
    if (before.ends_with(quote)) return to(quote);
  if (before.ends_with('"')) return to("\"");
  if (before.ends_with('\'')) return to("'");
  if (before.ends_with('`')) return to("`");
  if (before.ends_with('(')) return to(")");
  return std::min(text.find_first_of("\"'<>()` \t\r\n"sv, begin), text.size());
}

}  // namespace veto::reports
