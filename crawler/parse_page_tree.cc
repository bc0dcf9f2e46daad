// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/parse_page_tree.h"

#include <gumbo.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/html_charset.h"
#include "crawler/html_outline.h"
#include "crawler/page_builder.h"
#include "crawler/parse_page.h"

namespace veto::crawler {
namespace {

// There may be as many errors as bytes, so few are kept. Not none: of a
// repeated attribute for which no error can be kept Gumbo glues the name to the
// next one.
GumboOptions options() {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 2000;
  return options;
}

struct DestroyTree {
  void operator()(GumboOutput* output) const {
    const GumboOptions used = options();
    gumbo_destroy_output(&used, output);
  }
};
using Tree = std::unique_ptr<GumboOutput, DestroyTree>;

Tree build_tree(std::string_view html) {
  const GumboOptions used = options();
  return Tree(gumbo_parse_with_options(&used, html.data(), html.size()));
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

// Gumbo has no tag for some: of those the name is as written.
HtmlTag tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN)
    return html_tag(gumbo_normalized_tagname(element.tag));
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return html_tag({name.data, name.length});
}

HtmlNamespace space_of(const GumboElement& element) {
  switch (element.tag_namespace) {
    case GUMBO_NAMESPACE_SVG:
      return HtmlNamespace::svg;
    case GUMBO_NAMESPACE_MATHML:
      return HtmlNamespace::math;
    case GUMBO_NAMESPACE_HTML:
      break;
  }
  return HtmlNamespace::html;
}

// Gumbo renames xlink:href to href, in a namespace of its own.
std::string_view name_of(const GumboAttribute& attribute) {
  if (attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK)
    return std::string_view(attribute.name) == "href" ? "xlink:href" : "xlink:";
  return attribute.name;
}

// The scanner tells a formatting element that Gumbo repeats only once.
bool is_repeated(const GumboNode& node) {
  return (node.parse_flags & (GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT |
                              GUMBO_INSERTION_ADOPTION_AGENCY_CLONED)) != 0;
}

class Teller {
 public:
  explicit Teller(HtmlSink& sink) : sink_(sink) {}

  void enter(const GumboNode& node) {
    if (is_element(node)) return open(node);
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
        node.type == GUMBO_NODE_CDATA)
      sink_.text(node.v.text.text, HtmlTextKind::plain);
  }

  void leave(const GumboNode& node) {
    if (!is_element(node) || is_repeated(node)) return;
    sink_.close(tag_of(node.v.element), space_of(node.v.element));
  }

 private:
  void open(const GumboNode& node) {
    if (is_repeated(node)) return;
    const GumboElement& element = node.v.element;
    attributes_.clear();
    for (unsigned at = 0; at < element.attributes.length; ++at) {
      const auto& attribute =
          *static_cast<const GumboAttribute*>(element.attributes.data[at]);
      attributes_.push_back({name_of(attribute), attribute.value});
    }
    sink_.open(
        {tag_of(element), space_of(element), attributes_, HtmlTextKind::plain});
  }

  HtmlSink& sink_;
  std::vector<HtmlAttribute> attributes_;
};

// Every node in page order. Keeps its own stack, as the tree's depth is the
// page's choice.
void tell(const GumboNode& root, HtmlSink& sink) {
  struct Frame {
    const GumboNode* node;
    unsigned next;
  };
  Teller teller(sink);
  std::vector<Frame> open = {{&root, 0}};
  teller.enter(root);
  while (!open.empty()) {
    Frame& frame = open.back();
    const GumboNode& node = *frame.node;
    if (is_element(node) && frame.next < node.v.element.children.length) {
      const auto* child = static_cast<const GumboNode*>(
          node.v.element.children.data[frame.next++]);
      teller.enter(*child);
      open.push_back({child, 0});
    } else {
      teller.leave(node);
      open.pop_back();
    }
  }
}

class NoSink : public HtmlSink {
 public:
  void open(const HtmlElement&) override {}
  void close(HtmlTag, HtmlNamespace) override {}
  void text(std::string_view, HtmlTextKind) override {}
  void merge(const HtmlElement&) override {}
  void drop_body() override {}
};

bool is_affordable(std::string_view html) {
  NoSink sink;
  const HtmlCost cost = outline_html(html, sink);
  return !cost.overflow && cost.depth <= kMaxHtmlDepth &&
         cost.clones <= kMaxTreeClones && cost.fostered <= kMaxTreeFostered &&
         cost.attributes <= kMaxTreeAttributes;
}

Page refused(const Url& url, std::string why) {
  Page page;
  page.url = url.without_fragment();
  page.tree_refused = std::move(why);
  return page;
}

}  // namespace

bool tell_tree(std::string_view text, HtmlSink& sink) {
  if (!is_affordable(text)) return false;
  const Tree tree = build_tree(text);
  tell(*tree->root, sink);
  return true;
}

Page parse_page_tree(std::string_view html, const Url& url,
                     std::string_view content_type) {
  if (html.size() > kMaxHtmlBytes) return refused(url, "too large");
  DecodedHtml decoded;
  decode_html(html, content_type, decoded);
  std::optional<PageBuilder> builder(std::in_place, url);
  if (!tell_tree(decoded.text, *builder)) return refused(url, "too deep");
  if (const std::optional<Url> base = builder->late_base()) {
    builder.emplace(url, base);
    tell_tree(decoded.text, *builder);
  }
  Page page = builder->finish();
  page.charset = decoded.charset;
  return page;
}

}  // namespace veto::crawler
