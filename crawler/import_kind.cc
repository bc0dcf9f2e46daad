// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_kind.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "crawler/http_message.h"

namespace veto::crawler {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

std::string_view image_by_bytes(std::string_view front) {
  using namespace std::string_view_literals;
  static constexpr std::array kMagic = {
      Pair{"\xff\xd8\xff"sv, "image/jpeg"},
      Pair{"\x89PNG\r\n\x1a\n"sv, "image/png"},
      Pair{"GIF87a"sv, "image/gif"},
      Pair{"GIF89a"sv, "image/gif"},
      Pair{"BM"sv, "image/bmp"},
      Pair{"II*\0"sv, "image/tiff"},
      Pair{"MM\0*"sv, "image/tiff"},
  };
  for (const auto& [magic, mime] : kMagic)
    if (front.starts_with(magic)) return mime;
  if (front.starts_with("RIFF") && front.substr(0, 12).ends_with("WEBP"))
    return "image/webp";
  static constexpr std::array kBrands = {
      Pair{"avif", "image/avif"}, Pair{"avis", "image/avif"},
      Pair{"heic", "image/heic"}, Pair{"heix", "image/heic"},
      Pair{"mif1", "image/heic"}, Pair{"msf1", "image/heic"},
  };
  if (front.size() >= 12 && front.substr(4, 4) == "ftyp")
    for (const auto& [brand, mime] : kBrands)
      if (front.substr(8, 4) == brand) return mime;
  return {};
}

std::string_view by_name(std::string_view name) {
  static constexpr std::array kEndings = {
      Pair{".html", "text/html"},
      Pair{".htm", "text/html"},
      Pair{".xhtml", "application/xhtml+xml"},
      Pair{".svg", "image/svg+xml"},
      Pair{".jpg", "image/jpeg"},
      Pair{".jpeg", "image/jpeg"},
      Pair{".png", "image/png"},
      Pair{".gif", "image/gif"},
      Pair{".webp", "image/webp"},
      Pair{".avif", "image/avif"},
      Pair{".heic", "image/heic"},
      Pair{".tif", "image/tiff"},
      Pair{".tiff", "image/tiff"},
      Pair{".bmp", "image/bmp"},
  };
  const std::string lower = to_lower(name);
  for (const auto& [ending, mime] : kEndings)
    if (lower.ends_with(ending)) return mime;
  return {};
}

// The front without a byte order mark and leading white space, in lower case.
std::string text_front(std::string_view front) {
  if (front.starts_with("\xef\xbb\xbf")) front.remove_prefix(3);
  const auto begin = front.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) return {};
  return to_lower(front.substr(begin, 1024));
}

bool looks_like_html(const std::string& text) {
  if (text.starts_with("<!doctype html") || text.starts_with("<html") ||
      text.starts_with("<head"))
    return true;
  // Saved pages may begin with the comment that says where they come from.
  return text.starts_with("<") &&
         (text.find("<html") != std::string::npos ||
          text.find("<!doctype html") != std::string::npos);
}

bool looks_like_har(const std::string& text, std::string_view name) {
  if (!text.starts_with("{")) return false;
  return to_lower(name).ends_with(".har") ||
         (text.find("\"log\"") != std::string::npos &&
          (text.find("\"creator\"") != std::string::npos ||
           text.find("\"entries\"") != std::string::npos));
}

}  // namespace

FileKind file_kind(std::string_view front, std::string_view name) {
  if (!image_by_bytes(front).empty()) return FileKind::image;
  if (front.starts_with("PK\x03\x04") || front.starts_with("PK\x05\x06"))
    return FileKind::zip;
  if (front.starts_with("WARC/") || front.starts_with("\x1f\x8b"))
    return FileKind::warc;
  const std::string text = text_front(front);
  if (looks_like_har(text, name)) return FileKind::har;
  if (text.find("mime-version:") != std::string::npos &&
      text.find("multipart/related") != std::string::npos &&
      !text.starts_with("<"))
    return FileKind::mhtml;
  if (looks_like_html(text)) return FileKind::page;
  const std::string_view mime = by_name(name);
  if (is_html_mime(mime)) return FileKind::page;
  return mime == "image/svg+xml" ? FileKind::image : FileKind::other;
}

std::string mime_of(std::string_view front, std::string_view name) {
  std::string_view mime = image_by_bytes(front);
  if (mime.empty()) mime = by_name(name);
  if (mime.empty() && looks_like_html(text_front(front))) mime = "text/html";
  return std::string(mime.empty() ? "application/octet-stream" : mime);
}

}  // namespace veto::crawler
