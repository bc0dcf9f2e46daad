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

// Names a page that is worth a visit, or the terms of this one.
bool is_page_rel(std::string_view rel) {
  return any_token(
      rel, {"alternate", "canonical", "license", "next", "prev", "previous"});
}

}  // namespace

PageBuilder::PageBuilder(const Url& url, const std::optional<Url>& base)
    : url_(url), urls_(base.value_or(url)), base_is_given_(base.has_value()) {
  page_.url = url.without_fragment();
}

std::string PageBuilder::resolve(std::string_view reference) {
  if (urls_.spent()) return {};
  std::string url = urls_.resolve(reference);
  if (url.empty() && is_data_url(reference)) count_data_url(reference);
  return url;
}

void PageBuilder::count_data_url(std::string_view reference) {
  constexpr std::string_view kImage = "data:image/";
  ++page_.data_urls;
  if (!iequals(trim(reference).substr(0, kImage.size()), kImage)) return;
  ++page_.data_images;
  if (kept_) kept_->emplace_back(reference);
}

void PageBuilder::open(const HtmlElement& element) {
  values_.next_element();
  element_begin_ = page_.images.size();
  if (hides_text(element.tag)) ++hidden_;
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
      return add_offers(element, ImageSource::img, ImageSource::srcset);
    case input:
      return add_offers(element, ImageSource::input, ImageSource::input);
    case link:
      return open_link(element);
    case meta:
      return open_meta(element);
    case script:
      return open_script(element);
    case source:
      if (pictures_ > 0)
        add_offers(element, ImageSource::picture, ImageSource::picture);
      return;
    case video:
      return open_video(element);
    default:
      if (!is_listed(element.tag) && is_amp_image(element.tag))
        add_offers(element, ImageSource::img, ImageSource::srcset);
  }
}

void PageBuilder::open_foreign(const HtmlElement& element) {
  if (element.tag == svg && element.space == HtmlNamespace::svg && svgs_++ == 0)
    ++page_.inline_svgs;
  if (element.tag == image)
    return add_offers(element, ImageSource::img, ImageSource::img);
  if (element.tag != a) return;
  for (std::string_view name : {"href", "xlink:href"}) {
    const std::string_view reference = value(element, name);
    if (!reference.empty()) return add_link(reference, value(element, "rel"));
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
  if (hides_text(tag)) --hidden_;
  if (space == HtmlNamespace::svg && tag == svg) --svgs_;
  if (space != HtmlNamespace::html) return;
  if (tag == title) in_title_ = false;
  if (tag == script) in_json_ld_ = false;
  if (tag == picture) --pictures_;
  if (tag == figure) figures_.pop_back();
  if (tag == figcaption) figcaptions_.pop_back();
}

void PageBuilder::part_words(HtmlTag tag) {
  if (figcaptions_.empty() || !parts_words(tag)) return;
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
  if (is_page_rel(rel)) add_link(href, rel, value(element, "type"));
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
      page_.metas.push_back(
          {to_valid_utf8(name), to_valid_utf8(content), body_.has_value()});
    before = std::move(name);
  }
  if (is_image) add_image(content, ImageSource::meta, element);
}

void PageBuilder::open_root(const HtmlElement& element) {
  for (const HtmlAttribute& attribute : element.attributes) {
    if (has_lang_ || !iequals(attribute.name, "lang")) continue;
    has_lang_ = true;
    page_.lang = bounded(values_.decoded(element, attribute), kMaxLangBytes);
  }
}

// Only a type that says so makes a script's text data.
void PageBuilder::open_script(const HtmlElement& element) {
  in_json_ld_ = is_json_ld_type(value(element, "type"));
}

// HTML Standard, 4.2.3: the first <base> with an href, for the whole page.
void PageBuilder::open_base(const HtmlElement& element) {
  if (base_is_given_ || has_base_) return;
  const std::string_view href = value(element, "href");
  if (href.empty()) return;
  has_base_ = true;
  auto found = Url::parse(href, url_);
  if (!found || !found->is_http() || *found == urls_.base()) return;
  if (urls_.used()) {
    late_base_ = *std::move(found);
  } else {
    urls_.set_base(*std::move(found));
  }
}

void PageBuilder::open_body() {
  if (body_) return;
  body_ = Mark{page_.links.size(), page_.images.size(), page_.metas.size(),
               page_.title,        urls_.base(),        has_base_,
               page_.data_urls,    page_.data_images,   page_.inline_svgs};
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
  if (kept_) kept_->resize(static_cast<std::size_t>(page_.data_images));
  page_.inline_svgs = body_->inline_svgs;
  if (!body_->has_base) late_base_.reset();
  urls_.set_base(body_->base);
  has_base_ = body_->has_base;
}

void PageBuilder::add_link(std::string_view href, std::string_view rel,
                           std::string_view type) {
  if (page_.links.size() >= kMaxPageLinks) return;
  std::string url = resolve(href);
  if (url.empty()) return;
  page_.links.push_back({std::move(url), to_lower(bounded(rel, kMaxRelBytes)),
                         to_lower(bounded(trim(type), kMaxTypeBytes))});
}

Page PageBuilder::finish() {
  page_.base = urls_.base().without_fragment();
  page_.title = bounded(page_.title, kMaxTitleBytes);
  for (std::string& caption : captions_)
    caption = bounded(caption, kMaxCaptionBytes);
  for (std::size_t at = 0; at < page_.images.size(); ++at)
    if (caption_of_[at] != kNone)
      page_.images[at].caption = captions_[caption_of_[at]];
  return std::move(page_);
}

}  // namespace veto::crawler
