// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/text_pictures.h"

#include <algorithm>
#include <array>
#include <optional>

#include "audit/faces/sniff.h"
#include "base/base64.h"
#include "base/text.h"
#include "base/url_percent.h"
#include "reports/edition/base64_run.h"
#include "reports/edition/percent_picture.h"

namespace veto::reports {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMaxPrefix = 200;  // of a data: URL, up to its comma
constexpr std::size_t kMinRun = 64;
constexpr int kMaxDepth = 2;  // a picture in a drawing in a style sheet

// The first bytes of picture files in base64: JPEG (its slash escaped in every
// way), PNG, GIF, RIFF.
constexpr std::array kBase64Magics = {"/9j/"sv,
                                      "\\/9j\\/"sv,
                                      "%2F9j%2F"sv,
                                      "%2f9j%2f"sv,
                                      "\\u002F9j\\u002F"sv,
                                      "\\u002f9j\\u002f"sv,
                                      "&#x2F;9j&#x2F;"sv,
                                      "&#47;9j&#47;"sv,
                                      "iVBORw0KGg"sv,
                                      "R0lGOD"sv,
                                      "UklGR"sv};

// AVIF and HEIC name themselves behind their first box's size, of which the
// last byte alone is not zero: "AAAA", a digit, and this.
constexpr std::array kBrandMagics = {"GZ0eXBhdml"sv, "GZ0eXBoZWl"sv};
constexpr std::size_t kBeforeBrand = 5;

struct Start {
  std::size_t at = 0;
  bool base64 = true;  // else with percent signs
  bool magic = false;  // it begins as a picture does
  auto operator<=>(const Start&) const = default;
};

void add_all(std::string_view text, std::string_view magic, Start like,
             std::vector<Start>& starts) {
  for (auto at = text.find(magic); at != std::string_view::npos;
       at = text.find(magic, at + 1)) {
    like.at = at;
    starts.push_back(like);
  }
}

void add_brands(std::string_view text, std::string_view magic,
                std::vector<Start>& starts) {
  for (auto at = text.find(magic); at != std::string_view::npos;
       at = text.find(magic, at + 1))
    if (at >= kBeforeBrand && text.substr(at - kBeforeBrand, 4) == "AAAA")
      starts.push_back({at - kBeforeBrand, true, true});
}

// Behind "base64," and "base64%2C", in any case.
void add_marked(std::string_view text, std::vector<Start>& starts) {
  constexpr std::string_view kWord = "base64";
  for (auto at = text.find("64"); at != std::string_view::npos;
       at = text.find("64", at + 1)) {
    if (at < 4 || !iequals(text.substr(at - 4, kWord.size()), kWord)) continue;
    const std::string_view after = text.substr(at + 2, 3);
    if (after.starts_with(','))
      starts.push_back({at + 3, true, false});
    else if (iequals(after, "%2C"))
      starts.push_back({at + 5, true, false});
  }
}

std::vector<Start> starts_in(std::string_view text) {
  std::vector<Start> starts;
  add_marked(text, starts);
  for (const std::string_view magic : kBase64Magics)
    add_all(text, magic, {0, true, true}, starts);
  for (const std::string_view magic : kBrandMagics)
    add_brands(text, magic, starts);
  for (const std::size_t at : plain_data_starts(text))
    starts.push_back({at, false, false});
  for (const std::size_t at : percent_magic_starts(text))
    starts.push_back({at, false, true});
  std::ranges::sort(starts);
  return starts;
}

// Where the data: URL begins whose data begin there; its media type.
struct Prefix {
  std::size_t begin = 0;
  std::string media_type;
};
std::optional<Prefix> prefix_of(std::string_view text, std::size_t at) {
  const std::size_t from = at - std::min(at, kMaxPrefix);
  const std::string head = to_lower(text.substr(from, at - from));
  const auto data = head.rfind("data:");
  if (data == std::string::npos) return std::nullopt;
  const std::string_view between = std::string_view(head).substr(data + 5);
  if (between.find_first_of("\"'<>()\n"sv) != std::string_view::npos)
    return std::nullopt;
  return Prefix{from + data,
                std::string(trim(between.substr(0, between.find(';'))))};
}

// A type that is named and may be a picture's.
bool is_shown_type(std::string_view media_type) {
  return media_type.starts_with("image/") || media_type.starts_with("video/") ||
         media_type.starts_with("audio/") || media_type == "application/pdf" ||
         media_type == "application/octet-stream";
}

bool may_be_shown(std::string_view media_type) {
  return media_type.empty() || is_shown_type(media_type);
}

std::vector<TextPicture> find_pictures(std::string_view text, int depth);

bool is_picture(const TextPicture& found, const Start& start,
                std::size_t run_size, std::string_view media_type, int depth) {
  if (found.bytes.empty())
    return run_size >= kMinRun && (start.magic || may_be_shown(media_type));
  if (found.bytes.size() < kMinPictureBytes) return false;
  if (start.magic) return true;
  const std::string_view format = faces::sniff(found.bytes);
  if (!format.empty() && format != "svg") return true;
  if (depth >= kMaxDepth || !find_pictures(found.bytes, depth + 1).empty())
    return true;
  return format.empty() && found.data_url && may_be_shown(media_type);
}

// The same of what is written with percent signs, which words like "data:" in
// a sentence are not.
bool is_percent_picture(const TextPicture& found, const Start& start,
                        std::string_view written, std::string_view media_type,
                        int depth) {
  if (found.bytes.size() < kMinPictureBytes) return false;
  if (start.magic) return true;
  const std::string_view format = faces::sniff(found.bytes);
  if (!format.empty() && format != "svg") return true;
  if (format.empty() && is_shown_type(media_type)) return true;
  // What is written in clear is found where it stands.
  if (found.bytes == written) return false;
  return depth >= kMaxDepth || !find_pictures(found.bytes, depth + 1).empty();
}

std::vector<TextPicture> find_pictures(std::string_view text, int depth) {
  std::vector<TextPicture> pictures;
  std::size_t done = 0;
  std::size_t percent_done = 0;  // looked into as a whole
  for (const Start& start : starts_in(text)) {
    if (start.at < done) continue;
    const bool plain_url = !start.base64 && !start.magic;
    if (plain_url && start.at < percent_done) continue;
    const auto prefix = prefix_of(text, start.at);
    TextPicture found;
    found.data_url = prefix && prefix->begin >= done;
    found.begin = found.data_url ? prefix->begin : start.at;
    if (start.base64) {
      const Base64Run run = base64_run(text, start.at);
      found.end = run.end;
      found.bytes = decode_base64(run.digits).value_or("");
    } else {
      found.end = std::max(percent_end(text, found.begin), start.at);
      found.bytes = percent_decode(text.substr(start.at, found.end - start.at));
    }
    const std::string_view written =
        text.substr(start.at, found.end - start.at);
    const std::string media_type = prefix ? prefix->media_type : "x";
    const bool is_one =
        start.base64
            ? is_picture(found, start, written.size(), media_type, depth)
            : is_percent_picture(found, start, written, media_type, depth);
    if (plain_url) percent_done = found.end;
    if (!is_one) {
      // What was read as fonts and texts is not read again as pictures.
      if (start.base64 && !start.magic) done = found.end;
      continue;
    }
    done = found.end;
    pictures.push_back(std::move(found));
  }
  return pictures;
}

}  // namespace

std::vector<TextPicture> pictures_in(std::string_view text) {
  return find_pictures(text, 0);
}

std::string with_pictures(std::string_view text,
                          const std::vector<TextPicture>& pictures,
                          const std::vector<std::string>& replacements) {
  std::string changed;
  std::size_t done = 0;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    changed += text.substr(done, pictures[i].begin - done);
    changed += replacements[i];
    done = pictures[i].end;
  }
  changed += text.substr(done);
  return changed;
}

}  // namespace veto::reports
