// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/page_builder.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "crawler/json_ld.h"
#include "crawler/page_text.h"
#include "crawler/parse_page.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

// Whose text is no part of a caption.
constexpr HtmlTagSet kHidden = {iframe, noembed,  noframes, plaintext, script,
                                style,  textarea, title,    xmp};
// Elements that do not part the words before and after them; those that are not
// listed do not either.
constexpr HtmlTagSet kInline = {
    a,   b,    big, code,      em,    font, i,      img,    mglyph,
    mi,  mn,   mo,  ms,        mtext, nobr, rb,     rp,     rt,
    rtc, ruby, s,   script,    small, span, strike, strong, style,
    sub, sup,  svg, template_, tt,    u,    var,    wbr};

// Names a page that is worth a visit, or the terms of this one.
bool is_page_rel(std::string_view rel) {
  return any_token(
      rel, {"alternate", "canonical", "license", "next", "prev", "previous"});
}

}  // namespace

PageBuilder::PageBuilder(const Url& url, const std::optional<Url>& base)
    : url_(url),
      base_(base.value_or(url)),
      plain_(base_),
      base_is_given_(base.has_value()) {
  page_.url = url.without_fragment();
}

std::string_view PageBuilder::decoded(const HtmlElement& element,
                                      const HtmlAttribute& attribute) {
  if (!needs_decoding(attribute.value, element.kind)) return attribute.value;
  append_decoded(values_.emplace_front(), attribute.value, element.kind);
  return values_.front();
}

std::string_view PageBuilder::value(const HtmlElement& element,
                                    std::string_view name) {
  for (const HtmlAttribute& attribute : element.attributes)
    if (attribute.name.size() == name.size() && iequals(attribute.name, name))
      return decoded(element, attribute);
  return {};
}

std::string PageBuilder::resolve(std::string_view reference) {
  if (reference.empty() || url_bytes_ > kUrlBudgetBytes) return {};
  if (auto plain = plain_.resolve(reference)) {
    url_bytes_ += kBytesPerUrl + plain->size();
    return *std::move(plain);
  }
  if (trim(reference).empty() || count_data_url(reference)) return {};
  url_bytes_ += kBytesPerUrl + reference.size() + base_.href().size();
  const auto url = Url::parse(reference, base_);
  return url && url->is_http() ? url->without_fragment() : std::string();
}

bool PageBuilder::count_data_url(std::string_view reference) {
  constexpr std::string_view kData = "data:";
  constexpr std::string_view kImage = "data:image/";
  const std::string_view trimmed = trim(reference);
  if (!iequals(trimmed.substr(0, kData.size()), kData)) return false;
  ++page_.data_urls;
  if (iequals(trimmed.substr(0, kImage.size()), kImage)) ++page_.data_images;
  return true;
}

void PageBuilder::open(const HtmlElement& element) {
  if (!values_.empty()) values_.clear();
  element_begin_ = page_.images.size();
  if (kHidden.has(element.tag)) ++hidden_;
  part_words(element.tag);
  if (element.space == HtmlNamespace::html) {
    open_html(element);
    if (!element.attributes.empty()) open_pictured(element);
  } else {
    open_foreign(element);
  }
}

void PageBuilder::open_html(const HtmlElement& element) {
  switch (element.tag) {
    case a:
    case area:
      return open_anchor(element);
    case base:
      return open_base(element);
    case body:
      return open_body();
    case figcaption:
    case figure:
    case picture:
    case title:
      return open_container(element.tag);
    case frame:
    case iframe:
      return open_frame(element);
    case html:
      return open_root(element);
    case img:
      return open_img(element);
    case input:
      return open_input(element);
    case link:
      return open_link(element);
    case meta:
      return open_meta(element);
    case script:
      return open_script(element);
    case source:
      return open_source(element);
    case video:
      return open_video(element);
    default:
      if (!is_listed(element.tag) && is_amp_image(element.tag))
        open_img(element);
  }
}

void PageBuilder::open_foreign(const HtmlElement& element) {
  if (element.tag == svg && element.space == HtmlNamespace::svg && svgs_++ == 0)
    ++page_.inline_svgs;
  if (element.tag != a && element.tag != image) return;
  for (std::string_view name : {"href", "xlink:href"}) {
    const std::string_view reference = value(element, name);
    if (reference.empty()) continue;
    if (element.tag == image)
      add_image(reference, ImageSource::img, element);
    else
      return add_link(reference, value(element, "rel"));
  }
}

void PageBuilder::open_container(HtmlTag tag) {
  if (tag == title) {
    in_title_ = trim(page_.title).empty();
  } else if (tag == picture) {
    ++pictures_;
  } else if (tag == figure) {
    figures_.push_back({captions_.size()});
    captions_.emplace_back();
  } else {
    const bool first = !figures_.empty() && !figures_.back().captioned;
    if (first) figures_.back().captioned = true;
    figcaptions_.push_back(first ? figures_.back().caption : kNone);
  }
}

void PageBuilder::close(HtmlTag tag, HtmlNamespace space) {
  part_words(tag);
  if (kHidden.has(tag)) --hidden_;
  if (space == HtmlNamespace::svg && tag == svg) --svgs_;
  if (space != HtmlNamespace::html) return;
  if (tag == title) in_title_ = false;
  if (tag == script) in_json_ld_ = false;
  if (tag == picture) --pictures_;
  if (tag == figure) figures_.pop_back();
  if (tag == figcaption) figcaptions_.pop_back();
}

void PageBuilder::part_words(HtmlTag tag) {
  if (figcaptions_.empty() || !is_listed(tag) || kInline.has(tag)) return;
  if (std::string* target = text_target())
    append_collapsed(*target, " ", kMaxCaptionBytes);
}

std::string* PageBuilder::text_target() {
  if (figcaptions_.empty() || figcaptions_.back() == kNone) return nullptr;
  return &captions_[figcaptions_.back()];
}

void PageBuilder::text(std::string_view text, HtmlTextKind kind) {
  if (in_json_ld_) {
    if (text.size() > kMaxJsonLdBytes) return;
    for (const std::string& url : json_ld_images(text))
      add_image(url, ImageSource::json_ld, {});
    return;
  }
  std::string* target = in_title_ ? &page_.title : nullptr;
  if (!in_title_ && hidden_ == 0) target = text_target();
  const std::size_t most = in_title_ ? kMaxTitleBytes : kMaxCaptionBytes;
  if (target == nullptr || target->size() > most) return;
  std::string characters;
  append_decoded(characters, text, kind);
  append_collapsed(*target, characters, most);
}

void PageBuilder::open_anchor(const HtmlElement& element) {
  add_link(value(element, "href"), value(element, "rel"));
}

void PageBuilder::open_frame(const HtmlElement& element) {
  for (std::string_view name : {"src", "data-src", "data-lazy-src"})
    add_link(value(element, name), {});
}

void PageBuilder::open_link(const HtmlElement& element) {
  const std::string rel = to_lower(value(element, "rel"));
  const std::string_view href = value(element, "href");
  const bool preload = any_token(rel, {"preload"}) &&
                       iequals(trim(value(element, "as")), "image");
  if (is_page_rel(rel)) add_link(href, rel);
  if (is_icon_rel(rel)) {
    add_image(href, ImageSource::icon, element);
  } else if (any_token(rel, {"image_src"}) || preload) {
    add_image(href, ImageSource::link, element);
  }
  if (preload)
    add_srcset(value(element, "imagesrcset"), ImageSource::link, element);
}

void PageBuilder::open_meta(const HtmlElement& element) {
  const std::string_view content = value(element, "content");
  bool is_image = iequals(trim(value(element, "itemprop")), "image");
  std::string before;
  for (std::string_view kind : {"name", "property", "http-equiv"}) {
    std::string name = to_lower(trim(value(element, kind)));
    if (name.empty() || name == before) continue;
    is_image = is_image || (kind != "http-equiv" && is_image_meta(name));
    if (page_.metas.size() < kMaxPageMetas)
      page_.metas.push_back({to_valid_utf8(name), to_valid_utf8(content)});
    before = std::move(name);
  }
  if (is_image) add_image(content, ImageSource::meta, element);
}

void PageBuilder::open_root(const HtmlElement& element) {
  for (const HtmlAttribute& attribute : element.attributes) {
    if (has_lang_ || !iequals(attribute.name, "lang")) continue;
    has_lang_ = true;
    page_.lang = bounded(decoded(element, attribute), kMaxLangBytes);
  }
}

// Only a type that says so makes a script's text data.
void PageBuilder::open_script(const HtmlElement& element) {
  const std::string_view type = value(element, "type");
  in_json_ld_ =
      iequals(trim(type.substr(0, type.find(';'))), "application/ld+json");
}

// HTML Standard, 4.2.3: the first <base> with an href, for the whole page.
void PageBuilder::open_base(const HtmlElement& element) {
  if (base_is_given_ || has_base_) return;
  const std::string_view href = value(element, "href");
  if (href.empty()) return;
  has_base_ = true;
  auto found = Url::parse(href, url_);
  if (!found || !found->is_http() || *found == base_) return;
  if (url_bytes_ == 0) {
    set_base(*std::move(found));
  } else {
    late_base_ = *std::move(found);
  }
}

void PageBuilder::set_base(Url base) {
  base_ = std::move(base);
  plain_ = PlainUrls(base_);
}

void PageBuilder::open_body() {
  if (body_) return;
  body_ = Mark{page_.links.size(),
               page_.images.size(),
               page_.metas.size(),
               page_.title,
               base_,
               has_base_,
               page_.data_urls,
               page_.data_images,
               page_.inline_svgs};
}

void PageBuilder::drop_body() {
  if (!body_) return;
  page_.links.resize(body_->links);
  page_.images.resize(body_->images);
  caption_of_.resize(body_->images);
  page_.metas.resize(body_->metas);
  page_.title = body_->title;
  page_.data_urls = body_->data_urls;
  page_.data_images = body_->data_images;
  page_.inline_svgs = body_->inline_svgs;
  if (!body_->has_base) late_base_.reset();
  set_base(body_->base);
  has_base_ = body_->has_base;
}

void PageBuilder::add_link(std::string_view href, std::string_view rel) {
  if (page_.links.size() >= kMaxPageLinks) return;
  std::string url = resolve(href);
  if (url.empty()) return;
  page_.links.push_back({std::move(url), to_lower(bounded(rel, kMaxRelBytes))});
}

Page PageBuilder::finish() {
  page_.base = base_.without_fragment();
  page_.title = bounded(page_.title, kMaxTitleBytes);
  for (std::string& caption : captions_)
    caption = bounded(caption, kMaxCaptionBytes);
  for (std::size_t at = 0; at < page_.images.size(); ++at)
    if (caption_of_[at] != kNone)
      page_.images[at].caption = captions_[caption_of_[at]];
  return std::move(page_);
}

}  // namespace veto::crawler
