// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a page's tags: what opens closes, in a stack that is bounded,
// whatever the page. Also the text of its attributes as CSS, JSON-LD and
// references. (Gumbo's tree is no oracle here: it ends the process on some
// pages.)
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "crawler/css_urls.h"
#include "crawler/html_charset.h"
#include "crawler/html_outline.h"
#include "crawler/json_ld.h"
#include "crawler/plain_url.h"
#include "crawler/utf8.h"

using namespace veto::crawler;

namespace {

class Checker : public HtmlSink {
 public:
  void open(const HtmlElement& element) override {
    ++open_[{element.tag, element.space}];
    merge(element);
  }
  void close(HtmlTag tag, HtmlNamespace space) override {
    // A formatting element that is repeated closes more often.
    --open_[{tag, space}];
  }
  void text(std::string_view text, HtmlTextKind kind) override {
    std::string out;
    append_decoded(out, text, kind);
    if (!is_utf8(out) || out.size() > 3 * text.size() + 3) std::abort();
    if (text.starts_with('{') && json_ld_images(text).size() > kMaxJsonLdImages)
      std::abort();
  }
  void merge(const HtmlElement& element) override {
    for (const HtmlAttribute& attribute : element.attributes) {
      if (attribute.name.empty()) std::abort();
      std::string out;
      append_decoded(out, attribute.value, element.kind);
      if (!is_utf8(out)) std::abort();
      if (css_image_urls(out).size() > kMaxCssUrls) std::abort();
      check_plain(out);
    }
  }
  void drop_body() override {}

  void finish() const {
    for (HtmlTag tag : {HtmlTag::figure, HtmlTag::figcaption, HtmlTag::picture,
                        HtmlTag::title, HtmlTag::script})
      for (HtmlNamespace space : {HtmlNamespace::html, HtmlNamespace::svg}) {
        const auto found = open_.find({tag, space});
        if (found != open_.end() && found->second < 0) std::abort();
      }
  }

 private:
  void check_plain(const std::string& reference) const {
    static const veto::Url kBase =
        veto::Url::parse("https://example.org/a/b?c").value();
    const auto plain = PlainUrls(kBase).resolve(reference);
    if (!plain) return;
    const auto parsed = veto::Url::parse(reference, kBase);
    if (!parsed || parsed->without_fragment() != *plain) std::abort();
  }

  std::map<std::pair<HtmlTag, HtmlNamespace>, int> open_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  DecodedHtml decoded;
  decode_html(html, "text/html", decoded);
  if (!is_utf8(decoded.text)) std::abort();
  Checker checker;
  const HtmlCost cost = outline_html(decoded.text, checker);
  if (cost.depth > HtmlStack::kMaxDepth + HtmlStack::kHeadroom) std::abort();
  checker.finish();
  return 0;
}
