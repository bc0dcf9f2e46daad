// SPDX-License-Identifier: GPL-3.0-or-later
//
// Element by element -> what stands beside a page's pictures. Knows no parser;
// tolerates ends of formatting elements that were never told to begin.
//
// Memory grows with the pictures that are kept, not with the page.

#ifndef VETO_CRAWLER_SURROUNDINGS_BUILDER_H_
#define VETO_CRAWLER_SURROUNDINGS_BUILDER_H_

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "crawler/api/surroundings.h"
#include "crawler/heading_finder.h"
#include "crawler/html_element.h"
#include "crawler/html_values.h"
#include "crawler/page_urls.h"
#include "crawler/person_images.h"

namespace veto::crawler {

class SurroundingsBuilder : public HtmlSink {
 public:
  static constexpr std::size_t kMaxUrlsPerPicture = 200;

  // `base` is the page's, its <base> elements are not read. `wanted` has to
  // outlive the builder.
  SurroundingsBuilder(const Url& base, const UrlWanted& wanted)
      : urls_(base), wanted_(wanted) {}

  void open(const HtmlElement& element) override;
  void close(HtmlTag tag, HtmlNamespace space) override;
  void text(std::string_view text, HtmlTextKind kind) override;
  void merge(const HtmlElement&) override {}
  void drop_body() override;

  std::vector<ImageSurroundings> finish();

 private:
  using Words = std::shared_ptr<std::string>;
  struct Link {
    std::string href;  // as written
    std::string words;
  };
  struct Figure {
    Words caption = std::make_shared<std::string>();
    bool captioned = false;
  };
  struct Open {
    HtmlTag tag = HtmlTag::none;
    HtmlNamespace space = HtmlNamespace::html;
    std::shared_ptr<Link> link;  // that it is, or null
  };
  struct Picture {
    ImageSurroundings said;
    Words caption;               // or null
    std::shared_ptr<Link> link;  // or null
  };

  void open_html(const HtmlElement& element);
  std::shared_ptr<Link> open_link(const HtmlElement& element);
  void open_figcaption();
  void end(const Open& gone, std::size_t depth);
  void add_picture(const HtmlElement& element);
  void add_urls(const HtmlElement& element, std::vector<std::string>& urls);
  std::array<std::string*, 3> text_targets();
  void add_words(std::string_view words);
  void part_words(HtmlTag tag);

  PageUrls urls_;
  const UrlWanted& wanted_;
  HtmlValues values_;  // of the element at hand
  HeadingFinder headings_;
  PersonImages persons_;
  std::vector<Picture> pictures_;            // that are kept, as in headings_
  std::optional<std::size_t> head_persons_;  // once the body has opened
  std::vector<Open> open_;
  std::vector<std::shared_ptr<Link>> links_;       // open ones
  std::vector<Figure> figures_;                    // open ones
  std::vector<Words> figcaptions_;                 // open ones, or null
  std::vector<std::vector<std::string>> sources_;  // of each open <picture>
  int hidden_ = 0;  // open elements whose text nobody sees
  bool in_json_ld_ = false;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_SURROUNDINGS_BUILDER_H_
