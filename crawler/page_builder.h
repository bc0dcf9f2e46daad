// SPDX-License-Identifier: GPL-3.0-or-later
//
// Element by element -> Page: which attributes of an element name links,
// images or metas, and what URLs they are. Knows no parser.

#ifndef VETO_CRAWLER_PAGE_BUILDER_H_
#define VETO_CRAWLER_PAGE_BUILDER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "crawler/api/page.h"
#include "crawler/html_element.h"
#include "crawler/html_values.h"
#include "crawler/page_urls.h"

namespace veto::crawler {

class PageBuilder : public HtmlSink {
 public:
  // With `base` relative URLs are resolved against it and <base> elements are
  // not read.
  explicit PageBuilder(const Url& url, const std::optional<Url>& base = {});

  void open(const HtmlElement& element) override;
  void close(HtmlTag tag, HtmlNamespace space) override;
  void text(std::string_view text, HtmlTextKind kind) override;
  void merge(const HtmlElement& element) override;
  void drop_body() override;

  // Also writes down, as written, the data: URLs that count as images.
  void keep_data_images(std::vector<std::string>& into) { kept_ = &into; }

  // The base that the page turned out to have, where URLs before its <base>
  // were resolved against another one: the page is to be read again with it.
  const std::optional<Url>& late_base() const { return late_base_; }

  Page finish();

 private:
  struct Figure {
    std::size_t caption;  // index in captions_
    bool captioned = false;
  };
  // What there was when the body opened.
  struct Mark {
    std::size_t links = 0, images = 0, metas = 0;
    std::string title;
    Url base;
    bool has_base = false;
    int data_urls = 0, data_images = 0, inline_svgs = 0;
  };
  // Attributes that name a picture on any element.
  static constexpr std::array<std::string_view, 5> kPictured = {
      "style", "background", "data-bg", "data-background",
      "data-background-image"};

  std::string_view value(const HtmlElement& element, std::string_view name) {
    return values_.value(element, name);
  }

  void open_html(const HtmlElement& element);
  void open_foreign(const HtmlElement& element);
  void open_container(HtmlTag tag);
  void open_anchor(const HtmlElement& element);
  void open_base(const HtmlElement& element);
  void open_body();
  void open_frame(const HtmlElement& element);
  void open_link(const HtmlElement& element);
  void open_meta(const HtmlElement& element);
  void open_root(const HtmlElement& element);
  void open_script(const HtmlElement& element);
  void open_video(const HtmlElement& element);
  void open_pictured(const HtmlElement& element);
  void add_pictured(const HtmlElement& element, std::size_t kind,
                    std::string_view written);
  void add_link(std::string_view href, std::string_view rel,
                std::string_view type = {});
  void add_image(std::string_view src, ImageSource source,
                 const HtmlElement& element);
  void add_srcset(std::string_view srcset, ImageSource source,
                  const HtmlElement& element);
  void add_offers(const HtmlElement& element, ImageSource file,
                  ImageSource in_set);
  void part_words(HtmlTag tag);
  std::string* text_target();
  // As PageUrls do; data: URLs are counted.
  std::string resolve(std::string_view reference);
  void count_data_url(std::string_view reference);

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Page page_;
  Url url_;
  PageUrls urls_;
  bool base_is_given_;
  bool has_base_ = false;
  std::optional<Url> late_base_;
  std::optional<Mark> body_;
  std::array<bool, kPictured.size()> root_has_ = {};
  std::array<bool, kPictured.size()> body_has_ = {};
  HtmlValues values_;                     // of the element at hand
  std::vector<Figure> figures_;           // open ones
  std::vector<std::string> captions_;     // of all figures
  std::vector<std::size_t> caption_of_;   // of each image: index, or kNone
  std::vector<std::size_t> figcaptions_;  // open ones: index, or kNone
  std::size_t element_begin_ = 0;         // first image of the element at hand
  int pictures_ = 0;
  int svgs_ = 0;
  int hidden_ = 0;  // open elements whose text nobody sees
  bool in_title_ = false;
  bool in_json_ld_ = false;
  std::vector<std::string>* kept_ = nullptr;  // data: URLs of images
  bool has_lang_ = false;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PAGE_BUILDER_H_
