// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/saved_page.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "base/base64.h"
#include "base/digest.h"
#include "base/text.h"
#include "base/url.h"
#include "base/url_percent.h"
#include "crawler/import_kind.h"
#include "crawler/parse_page.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kCommentWithin = 4096;
// Stands for the root while the page is read; ".invalid" is nobody's
// (RFC 2606, section 2).
constexpr std::string_view kPlace = "http://saved.invalid/";

std::string encoded(std::string_view path) {
  std::string whole;
  for (const char c : path)
    if (c == '%')
      whole += "%25";
    else
      whole += c;
  std::string text;
  append_percent_encoded(text, whole, PercentSet::path);
  return text;
}

// What follows `mark` up to white space or the comment's end.
std::string_view word_after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + mark.size());
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  text = text.substr(0, text.find("-->"));
  return text.substr(0, text.find_first_of(" \t\r\n"));
}

// "Tue Nov 24 2026 10:00:00 GMT+0100 (...)", as JavaScript writes a date.
std::optional<UtcTime> script_date(std::string_view text) {
  const std::string line(text.substr(0, 40));
  char name[4] = "", sign = '+';
  int day = 0, year = 0, hour = 0, minute = 0, second = 0, zone = 0;
  if (std::sscanf(line.c_str(), "%*3s %3s %2d %4d %2d:%2d:%2d GMT%c%4d", name,
                  &day, &year, &hour, &minute, &second, &sign, &zone) != 8)
    return std::nullopt;
  const auto time =
      make_utc(year, month_number(name), day, hour, minute, second);
  if (!time) return std::nullopt;
  const std::chrono::minutes offset(zone / 100 * 60 + zone % 100);
  return sign == '-' ? *time + offset : *time - offset;
}

std::string_view line_after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + mark.size());
  return trim(text.substr(0, text.find('\n')));
}

// The path below the root that a URL of kPlace means; nothing for another.
std::optional<std::string> local_path(const std::string& url) {
  if (!url.starts_with(kPlace)) return std::nullopt;
  const std::string path = url.substr(kPlace.size());
  return percent_decode(path.substr(0, path.find_first_of("?#")));
}

class Localiser {
 public:
  Localiser(std::string_view path,
            const std::function<std::string(const std::string&)>& url_of)
      : folder_(path.substr(0, path.rfind('/') + 1)), url_of_(url_of) {}

  // Nothing for what is not there; other addresses stay.
  std::optional<std::string> operator()(const std::string& url) const {
    const auto path = local_path(url);
    if (!path) return url;
    std::string found = url_of_(*path);
    // Some exports name files from the root, wherever the page lies.
    if (found.empty() && !folder_.empty() && path->starts_with(folder_))
      found = url_of_(path->substr(folder_.size()));
    if (found.empty()) return std::nullopt;
    return found;
  }

 private:
  std::string folder_;
  const std::function<std::string(const std::string&)>& url_of_;
};

}  // namespace

int month_number(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::ranges::find(kMonths, name);
  return found == kMonths.end() ? 0
                                : static_cast<int>(found - kMonths.begin()) + 1;
}

std::optional<SavedFrom> saved_from(std::string_view html) {
  const std::string_view front = html.substr(0, kCommentWithin);
  std::string_view said = word_after(front, "saved from url=");
  SavedFrom from;
  if (const auto end = said.find(')'); said.starts_with('(')) {
    said = end == std::string_view::npos ? said : said.substr(end + 1);
  } else if (front.find("SingleFile") != std::string_view::npos) {
    said = word_after(front, "\n url:");
    from.time = script_date(line_after(front, "saved date:"));
  }
  const auto url = Url::parse(said);
  if (!url || !url->is_http()) return std::nullopt;
  from.url = url->without_fragment();
  return from;
}

std::string file_url(std::string_view root, std::string_view path) {
  const auto url = Url::parse("file:///" + encoded(root) + "/" + encoded(path));
  return url ? url->href() : std::string();
}

std::vector<std::string> embedded_images(std::string_view html,
                                         std::uint64_t max_bytes) {
  static constexpr std::string_view kBegin = "data:image/";
  static constexpr std::string_view kCoded = ";base64,";
  std::vector<std::string> images;
  std::set<Digest> known;
  for (auto at = html.find(kBegin); at != std::string_view::npos;
       at = html.find(kBegin, at + kBegin.size())) {
    std::string_view rest = html.substr(at + kBegin.size());
    const auto coded = rest.substr(0, 100).find(kCoded);
    if (coded == std::string_view::npos) continue;
    rest.remove_prefix(coded + kCoded.size());
    const auto end = rest.find_first_not_of(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    auto bytes = decode_base64(rest.substr(0, end));
    if (!bytes || file_kind(*bytes, "") != FileKind::image) continue;
    if (images.size() == kMaxEmbedded || bytes->size() > max_bytes) break;
    max_bytes -= bytes->size();
    if (known.insert(sha256(*bytes)).second)
      images.push_back(std::move(*bytes));
  }
  return images;
}

Page read_saved_page(
    std::string_view html, std::string_view path,
    const std::function<std::string(const std::string&)>& url_of,
    std::uint64_t& missing) {
  const auto place = Url::parse(std::string(kPlace) + encoded(path));
  Page page;
  if (!place) {
    page.tree_refused = "its name makes no address";
    return page;
  }
  page = parse_page(html, *place, "");
  if (local_path(page.base)) page.base.clear();
  const Localiser localise(path, url_of);
  std::erase_if(page.links, [&](Link& link) {
    auto url = localise(link.url);
    if (url) link.url = std::move(*url);
    return !url;
  });
  std::erase_if(page.images, [&](ImageContext& image) {
    auto url = localise(image.url);
    if (url) image.url = std::move(*url);
    if (!url) ++missing;
    return !url;
  });
  return page;
}

}  // namespace veto::crawler
