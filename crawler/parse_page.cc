// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/parse_page.h"

#include <gumbo.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/html_charset.h"
#include "crawler/html_reduce.h"
#include "crawler/page_builder.h"

namespace veto::crawler {
namespace {

// Errors of the page are not kept: there may be as many as there are bytes.
GumboOptions options() {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  return options;
}

struct DestroyTree {
  void operator()(GumboOutput* output) const {
    const GumboOptions used = options();
    gumbo_destroy_output(&used, output);
  }
};
using Tree = std::unique_ptr<GumboOutput, DestroyTree>;

Tree build_tree(const std::string& html) {
  const GumboOptions used = options();
  return Tree(gumbo_parse_with_options(&used, html.data(), html.size()));
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

// Gumbo has no tag for picture: of those the name is as written, and reduced
// HTML is written in lower case.
std::string_view name_of(const GumboNode& node) {
  if (node.v.element.tag != GUMBO_TAG_UNKNOWN)
    return gumbo_normalized_tagname(node.v.element.tag);
  GumboStringPiece name = node.v.element.original_tag;
  gumbo_tag_from_original_text(&name);
  return {name.data, name.length};
}

std::string_view attribute_of(const GumboNode& node, std::string_view name) {
  const std::string zero_ended(name);
  const GumboAttribute* attribute =
      gumbo_get_attribute(&node.v.element.attributes, zero_ended.c_str());
  return attribute == nullptr ? std::string_view() : attribute->value;
}

// Calls enter for every node in page order and leave after its contents. Keeps
// its own stack, as the tree's depth is the page's choice.
template <typename Enter, typename Leave>
void walk(const GumboNode& root, Enter enter, Leave leave) {
  struct Frame {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Frame> open = {{&root, 0}};
  enter(root);
  while (!open.empty()) {
    Frame& frame = open.back();
    const GumboNode& node = *frame.node;
    if (is_element(node) && frame.next < node.v.element.children.length) {
      const auto* child = static_cast<const GumboNode*>(
          node.v.element.children.data[frame.next++]);
      enter(*child);
      open.push_back({child, 0});
    } else {
      leave(node);
      open.pop_back();
    }
  }
}

Url base_of(const GumboNode& root, const Url& url) {
  std::optional<Url> base;
  walk(
      root,
      [&](const GumboNode& node) {
        if (base || !is_element(node) || name_of(node) != "base") return;
        const std::string_view href = attribute_of(node, "href");
        if (!href.empty()) base = PageBuilder::base_of(url, href);
      },
      [](const GumboNode&) {});
  return base.value_or(url);
}

Page refused(const Url& url, std::string why) {
  Page page;
  page.url = url.without_fragment();
  page.tree_refused = std::move(why);
  return page;
}

}  // namespace

Page parse_page(std::string_view html, const Url& url,
                std::string_view content_type) {
  if (html.size() > kMaxHtmlBytes) return refused(url, "too large");
  const ReducedHtml reduced =
      reduce_html(to_utf8(html, content_type), kMaxHtmlDepth);
  if (reduced.depth > kMaxHtmlDepth) return refused(url, "too deep");
  const Tree tree = build_tree(reduced.html);
  PageBuilder builder(url, base_of(*tree->root, url));
  walk(
      *tree->root,
      [&](const GumboNode& node) {
        if (is_element(node)) {
          builder.open(name_of(node), [&](std::string_view name) {
            return attribute_of(node, name);
          });
        } else if (node.type == GUMBO_NODE_TEXT ||
                   node.type == GUMBO_NODE_WHITESPACE) {
          builder.text(node.v.text.text);
        }
      },
      [&](const GumboNode& node) {
        if (is_element(node)) builder.close(name_of(node));
      });
  return builder.finish();
}

}  // namespace veto::crawler
