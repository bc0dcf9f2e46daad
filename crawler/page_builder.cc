// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/page_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "crawler/parse_page.h"
#include "crawler/srcset.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxCaptionBytes = 500;
constexpr std::size_t kMaxTitleBytes = 1000;
constexpr std::size_t kMaxAltBytes = 2000;
constexpr std::size_t kMaxRelBytes = 500;
constexpr std::size_t kMaxLangBytes = 100;

bool is_white_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// White space becomes one blank, none at the front.
void append_collapsed(std::string& out, std::string_view text,
                      std::size_t max_bytes) {
  for (char c : text) {
    if (out.size() > max_bytes) return;
    if (!is_white_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

// Cuts to `max_bytes` and to whole characters, then trims. Gumbo turns numeric
// references past U+10FFFF into bytes that are no UTF-8.
std::string bounded(std::string_view text, std::size_t max_bytes) {
  // A character that is cut in two here begins after max_bytes or is cut below.
  std::string out = to_valid_utf8(text.substr(0, max_bytes + 4));
  if (out.size() > max_bytes) {
    std::size_t end = max_bytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80)
      --end;
    out.resize(end);
  }
  return std::string(trim(out));
}

template <std::size_t N>
bool any_token(std::string_view list,
               const std::array<std::string_view, N>& wanted) {
  std::size_t at = 0;
  while (at < list.size()) {
    std::size_t end = at;
    while (end < list.size() && !is_white_space(list[end])) ++end;
    const std::string_view token = list.substr(at, end - at);
    if (std::find(wanted.begin(), wanted.end(), token) != wanted.end())
      return true;
    at = end + 1;
  }
  return false;
}

// Names a page that is worth a visit, or the terms of this one.
bool is_page_rel(std::string_view rel) {
  static constexpr std::array<std::string_view, 6> kRels = {
      "alternate", "canonical", "license", "next", "prev", "previous"};
  return any_token(rel, kRels);
}

bool is_image_rel(std::string_view rel) {
  static constexpr std::array<std::string_view, 6> kRels = {
      "icon",       "apple-touch-icon", "apple-touch-icon-precomposed",
      "fluid-icon", "image_src",        "mask-icon"};
  return any_token(rel, kRels);
}

bool is_image_meta(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "og:image",      "og:image:url",      "og:image:secure_url",
      "twitter:image", "twitter:image:src", "image"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

PageBuilder::PageBuilder(const Url& url, Url base) : base_(std::move(base)) {
  page_.url = url.without_fragment();
}

Url PageBuilder::base_of(const Url& url, std::string_view href) {
  auto base = Url::parse(href, url);
  return base && base->is_http() ? *std::move(base) : url;
}

std::string PageBuilder::resolve(std::string_view reference) {
  if (trim(reference).empty() || url_bytes_ > kUrlBudgetBytes) return {};
  url_bytes_ += kBytesPerUrl + reference.size() + base_.href().size();
  const auto url = Url::parse(reference, base_);
  return url && url->is_http() ? url->without_fragment() : std::string();
}

void PageBuilder::open(std::string_view name, const AttributeOf& attribute) {
  element_begin_ = page_.images.size();
  if (name == "a" || name == "area") {
    const std::string_view href = attribute("href");
    add_link(href.empty() ? attribute("xlink:href") : href, attribute("rel"));
  } else if (name == "iframe") {
    add_link(attribute("src"), {});
    add_link(attribute("data-src"), {});
  } else if (name == "img") {
    open_img(attribute);
  } else if (name == "source" && pictures_ > 0) {
    add_srcset(attribute("srcset"), ImageSource::picture, attribute);
    add_srcset(attribute("data-srcset"), ImageSource::picture, attribute);
  } else if (name == "input" && iequals(trim(attribute("type")), "image")) {
    add_image(attribute("src"), ImageSource::input, attribute);
  } else if (name == "video") {
    add_image(attribute("poster"), ImageSource::video_poster, attribute);
  } else if (name == "link") {
    open_link(attribute);
  } else if (name == "meta") {
    open_meta(attribute);
  } else if (name == "html") {
    page_.lang = bounded(attribute("lang"), kMaxLangBytes);
  } else {
    open_container(name);
  }
}

void PageBuilder::open_container(std::string_view name) {
  if (name == "title") {
    in_title_ = !std::exchange(has_title_, true);
  } else if (name == "picture") {
    ++pictures_;
  } else if (name == "figure") {
    figures_.push_back({captions_.size()});
    captions_.emplace_back();
  } else if (name == "figcaption") {
    const bool first = !figures_.empty() && !figures_.back().captioned;
    if (first) figures_.back().captioned = true;
    figcaptions_.push_back(first ? figures_.back().caption : kNone);
  }
}

void PageBuilder::close(std::string_view name) {
  if (name == "title") in_title_ = false;
  if (name == "picture") --pictures_;
  if (name == "figure") figures_.pop_back();
  if (name == "figcaption") figcaptions_.pop_back();
}

std::string* PageBuilder::text_target() {
  if (in_title_) return &page_.title;
  if (figcaptions_.empty() || figcaptions_.back() == kNone) return nullptr;
  return &captions_[figcaptions_.back()];
}

void PageBuilder::text(std::string_view text) {
  std::string* target = text_target();
  if (target != nullptr)
    append_collapsed(*target, text,
                     in_title_ ? kMaxTitleBytes : kMaxCaptionBytes);
}

void PageBuilder::open_img(const AttributeOf& attribute) {
  for (std::string_view name : {"src", "href", "xlink:href", "data-src",
                                "data-original", "data-lazy-src"})
    add_image(attribute(name), ImageSource::img, attribute);
  for (std::string_view name : {"srcset", "data-srcset", "data-lazy-srcset"})
    add_srcset(attribute(name), ImageSource::srcset, attribute);
}

void PageBuilder::open_link(const AttributeOf& attribute) {
  const std::string rel = to_lower(attribute("rel"));
  static constexpr std::array<std::string_view, 1> kPreload = {"preload"};
  const bool preload =
      any_token(rel, kPreload) && iequals(trim(attribute("as")), "image");
  if (is_page_rel(rel)) add_link(attribute("href"), rel);
  if (is_image_rel(rel) || preload)
    add_image(attribute("href"), ImageSource::link, attribute);
  if (preload)
    add_srcset(attribute("imagesrcset"), ImageSource::link, attribute);
}

void PageBuilder::open_meta(const AttributeOf& attribute) {
  const std::string_view content = attribute("content");
  bool is_image = iequals(trim(attribute("itemprop")), "image");
  std::string before;
  for (std::string_view kind : {"name", "property", "http-equiv"}) {
    std::string name = to_lower(trim(attribute(kind)));
    if (name.empty() || name == before) continue;
    is_image = is_image || (kind != "http-equiv" && is_image_meta(name));
    if (page_.metas.size() < kMaxPageMetas)
      page_.metas.push_back({to_valid_utf8(name), to_valid_utf8(content)});
    before = std::move(name);
  }
  if (is_image) add_image(content, ImageSource::meta, attribute);
}

void PageBuilder::add_link(std::string_view href, std::string_view rel) {
  if (page_.links.size() >= kMaxPageLinks) return;
  std::string url = resolve(href);
  if (url.empty()) return;
  page_.links.push_back({std::move(url), to_lower(bounded(rel, kMaxRelBytes))});
}

void PageBuilder::add_image(std::string_view src, ImageSource source,
                            const AttributeOf& attribute) {
  if (page_.images.size() >= kMaxPageImages) return;
  std::string url = resolve(src);
  if (url.empty()) return;
  // An element often names one file twice, in src and in srcset.
  for (std::size_t at = element_begin_; at < page_.images.size(); ++at)
    if (page_.images[at].url == url) return;
  ImageContext image;
  image.url = std::move(url);
  image.source = source;
  image.alt = bounded(attribute("alt"), kMaxAltBytes);
  image.title = bounded(attribute("title"), kMaxAltBytes);
  page_.images.push_back(std::move(image));
  caption_of_.push_back(figures_.empty() ? kNone : figures_.back().caption);
}

void PageBuilder::add_srcset(std::string_view srcset, ImageSource source,
                             const AttributeOf& attribute) {
  for (std::string_view url : srcset_urls(srcset))
    add_image(url, source, attribute);
}

Page PageBuilder::finish() {
  page_.title = bounded(page_.title, kMaxTitleBytes);
  for (std::string& caption : captions_)
    caption = bounded(caption, kMaxCaptionBytes);
  for (std::size_t at = 0; at < page_.images.size(); ++at)
    if (caption_of_[at] != kNone)
      page_.images[at].caption = captions_[caption_of_[at]];
  return std::move(page_);
}

}  // namespace veto::crawler
