// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/surroundings_builder.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "crawler/image_offers.h"
#include "crawler/json_ld.h"
#include "crawler/page_text.h"

namespace veto::crawler {
namespace {

constexpr HtmlTagSet kHeadingTags = {HtmlTag::h1, HtmlTag::h2, HtmlTag::h3,
                                     HtmlTag::h4, HtmlTag::h5, HtmlTag::h6};

}  // namespace

void SurroundingsBuilder::open(const HtmlElement& element) {
  values_.next_element();
  part_words(element.tag);
  if (hides_text(element.tag)) ++hidden_;
  Open opened = {element.tag, element.space, open_link(element)};
  if (element.space == HtmlNamespace::html) {
    open_html(element);
  } else if (element.tag == HtmlTag::image) {
    add_picture(element);
  }
  open_.push_back(std::move(opened));
}

void SurroundingsBuilder::open_html(const HtmlElement& element) {
  const HtmlTag tag = element.tag;
  if (kHeadingTags.has(tag)) return headings_.open();
  switch (tag) {
    case HtmlTag::body:
      if (!head_persons_) head_persons_ = persons_.size();
      return;
    case HtmlTag::figcaption:
      return open_figcaption();
    case HtmlTag::figure:
      figures_.emplace_back();
      return;
    case HtmlTag::img:
    case HtmlTag::input:
      return add_picture(element);
    case HtmlTag::picture:
      sources_.emplace_back();
      return;
    case HtmlTag::script:
      in_json_ld_ = is_json_ld_type(values_.value(element, "type"));
      return;
    case HtmlTag::source:
      if (!sources_.empty()) add_urls(element, sources_.back());
      return;
    default:
      if (!is_listed(tag) && is_amp_image(tag)) add_picture(element);
  }
}

std::shared_ptr<SurroundingsBuilder::Link> SurroundingsBuilder::open_link(
    const HtmlElement& element) {
  if (element.tag != HtmlTag::a) return nullptr;
  std::string_view href = values_.value(element, "href");
  if (href.empty() && element.space != HtmlNamespace::html)
    href = values_.value(element, "xlink:href");
  if (href.empty()) return nullptr;
  links_.push_back(std::make_shared<Link>(Link{std::string(href), {}}));
  return links_.back();
}

void SurroundingsBuilder::open_figcaption() {
  const bool first = !figures_.empty() && !figures_.back().captioned;
  if (first) figures_.back().captioned = true;
  figcaptions_.push_back(first ? figures_.back().caption : nullptr);
}

// What is not open was not told to begin: a formatting element that goes on
// after the end of another one ends more often.
void SurroundingsBuilder::close(HtmlTag tag, HtmlNamespace space) {
  part_words(tag);
  const auto found = std::find_if(
      open_.rbegin(), open_.rend(),
      [&](const Open& one) { return one.tag == tag && one.space == space; });
  if (found == open_.rend()) return;
  const Open gone = std::move(*found);
  const auto place = std::prev(found.base());
  const auto depth = static_cast<std::size_t>(place - open_.begin());
  open_.erase(place);
  headings_.left(depth);
  end(gone, depth);
}

void SurroundingsBuilder::end(const Open& gone, std::size_t depth) {
  if (hides_text(gone.tag)) --hidden_;
  if (gone.link != nullptr) std::erase(links_, gone.link);
  if (gone.space != HtmlNamespace::html) return;
  if (kHeadingTags.has(gone.tag)) headings_.close(depth);
  if (gone.tag == HtmlTag::figcaption) figcaptions_.pop_back();
  if (gone.tag == HtmlTag::figure) figures_.pop_back();
  if (gone.tag == HtmlTag::picture) sources_.pop_back();
  if (gone.tag == HtmlTag::script) in_json_ld_ = false;
}

void SurroundingsBuilder::add_urls(const HtmlElement& element,
                                   std::vector<std::string>& urls) {
  if (pictures_.size() >= kMaxSurroundings) return;
  for (const ImageOffer& offer : image_offers(element, values_)) {
    if (urls.size() >= kMaxUrlsPerPicture) return;
    std::string url = urls_.resolve(offer.reference);
    if (!url.empty() && std::find(urls.begin(), urls.end(), url) == urls.end())
      urls.push_back(std::move(url));
  }
}

// The sources of a <picture> that stand before its <img> are that one's (HTML
// Standard, 4.8.4.3.7); browsers pass over others.
void SurroundingsBuilder::add_picture(const HtmlElement& element) {
  Picture picture;
  std::vector<std::string>& urls = picture.said.urls;
  if (element.tag == HtmlTag::img && !sources_.empty())
    urls = std::exchange(sources_.back(), {});
  add_urls(element, urls);
  if (pictures_.size() >= kMaxSurroundings ||
      std::none_of(urls.begin(), urls.end(), std::cref(wanted_)))
    return;
  picture.said.alt = bounded(values_.value(element, "alt"), kMaxAltBytes);
  picture.said.title = bounded(values_.value(element, "title"), kMaxAltBytes);
  if (!figures_.empty()) picture.caption = figures_.back().caption;
  if (!links_.empty()) picture.link = links_.back();
  pictures_.push_back(std::move(picture));
  headings_.add_picture(open_.size());
}

std::array<std::string*, 3> SurroundingsBuilder::text_targets() {
  std::string* const link = links_.empty() ? nullptr : &links_.back()->words;
  std::string* const caption =
      figcaptions_.empty() ? nullptr : figcaptions_.back().get();
  return {headings_.words(), link, caption};
}

void SurroundingsBuilder::add_words(std::string_view words) {
  for (std::string* target : text_targets())
    if (target != nullptr) append_collapsed(*target, words, kMaxCaptionBytes);
}

void SurroundingsBuilder::part_words(HtmlTag tag) {
  if (parts_words(tag)) add_words(" ");
}

void SurroundingsBuilder::text(std::string_view text, HtmlTextKind kind) {
  if (in_json_ld_) return persons_.read(text, urls_);
  if (hidden_ > 0) return;
  const auto targets = text_targets();
  if (std::none_of(targets.begin(), targets.end(), [](const auto* target) {
        return target != nullptr && target->size() <= kMaxCaptionBytes;
      }))
    return;
  std::string characters;
  append_decoded(characters, text, kind);
  add_words(characters);
}

// The head shows no pictures, as <img> ends it and after a <template> there is
// no frameset; nor does a frameset.
void SurroundingsBuilder::drop_body() {
  pictures_.clear();
  persons_.resize(head_persons_.value_or(0));
}

std::vector<ImageSurroundings> SurroundingsBuilder::finish() {
  while (!open_.empty()) close(open_.back().tag, open_.back().space);
  std::vector<ImageSurroundings> all;
  for (std::size_t at = 0; at < pictures_.size(); ++at) {
    Picture& picture = pictures_[at];
    picture.said.heading = bounded(headings_.heading_of(at), kMaxCaptionBytes);
    if (picture.caption != nullptr)
      picture.said.caption = bounded(*picture.caption, kMaxCaptionBytes);
    if (picture.link != nullptr) {
      picture.said.link_url = urls_.resolve(picture.link->href);
      picture.said.link_text = bounded(picture.link->words, kMaxCaptionBytes);
    }
    all.push_back(std::move(picture.said));
  }
  persons_.name(all, wanted_);
  return all;
}

}  // namespace veto::crawler
