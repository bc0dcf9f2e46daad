// SPDX-License-Identifier: GPL-3.0-or-later
//
// Element by element -> Page: which attributes of an element name links,
// images or metas, and what URLs they are. Knows no parser.

#ifndef VETO_CRAWLER_PAGE_BUILDER_H_
#define VETO_CRAWLER_PAGE_BUILDER_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "crawler/api/page.h"

namespace veto::crawler {

// The decoded value of an attribute of the element at hand; "" where it has
// none.
using AttributeOf = std::function<std::string_view(std::string_view name)>;

class PageBuilder {
 public:
  // Relative URLs are resolved against `base`.
  PageBuilder(const Url& url, Url base);

  // Elements in page order, each before its contents.
  void open(std::string_view name, const AttributeOf& attribute);
  void close(std::string_view name);
  void text(std::string_view text);

  // What `href` in <base href> makes of the base (HTML Standard, 4.2.3).
  static Url base_of(const Url& url, std::string_view href);

  Page finish();

 private:
  struct Figure {
    std::size_t caption;  // index in captions_
    bool captioned = false;
  };

  void open_container(std::string_view name);
  void open_img(const AttributeOf& attribute);
  void open_link(const AttributeOf& attribute);
  void open_meta(const AttributeOf& attribute);
  void add_link(std::string_view href, std::string_view rel);
  void add_image(std::string_view src, ImageSource source,
                 const AttributeOf& attribute);
  void add_srcset(std::string_view srcset, ImageSource source,
                  const AttributeOf& attribute);
  std::string* text_target();
  // Absolute and without fragment; "" for what is no http or https URL, and
  // for everything once the page's budget is spent.
  std::string resolve(std::string_view reference);

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  // A long base makes every short reference long, so bytes are counted.
  static constexpr std::size_t kUrlBudgetBytes = 32u << 20;
  static constexpr std::size_t kBytesPerUrl = 500;

  Page page_;
  Url base_;
  std::vector<Figure> figures_;           // open ones
  std::vector<std::string> captions_;     // of all figures
  std::vector<std::size_t> caption_of_;   // of each image: index, or kNone
  std::vector<std::size_t> figcaptions_;  // open ones: index, or kNone
  std::size_t url_bytes_ = 0;             // spent of the budget
  std::size_t element_begin_ = 0;         // first image of the element at hand
  int pictures_ = 0;
  bool in_title_ = false;
  bool has_title_ = false;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PAGE_BUILDER_H_
