// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_stack.h"

#include <algorithm>

#include "base/text.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

constexpr HtmlTagSet kSpecialElements = {
    address,  applet,     area,     article,   aside,      base,      basefont,
    bgsound,  blockquote, body,     br,        button,     caption,   center,
    col,      colgroup,   dd,       details,   dialog,     dir,       div,
    dl,       dt,         embed,    fieldset,  figcaption, figure,    footer,
    form,     frame,      frameset, h1,        h2,         h3,        h4,
    h5,       h6,         head,     header,    hgroup,     hr,        html,
    iframe,   img,        input,    keygen,    li,         link,      listing,
    main,     marquee,    menu,     meta,      nav,        noembed,   noframes,
    noscript, object,     ol,       p,         param,      plaintext, pre,
    script,   search,     section,  select,    source,     style,     summary,
    table,    tbody,      td,       template_, textarea,   tfoot,     th,
    thead,    title,      tr,       track,     ul,         wbr,       xmp};
constexpr HtmlTagSet kScope = {applet, caption, html,   table,    td,
                               th,     marquee, object, template_};
constexpr HtmlTagSet kMathText = {mi, mo, mn, ms, mtext};
constexpr HtmlTagSet kSvgPoints = {foreignobject, desc, title};
constexpr HtmlTagSet kImplied = {dd, dt, li, optgroup, option,
                                 p,  rb, rp, rt,       rtc};
constexpr HtmlTagSet kAllImplied = {
    kImplied, {caption, colgroup, tbody, td, tfoot, th, thead, tr}};
constexpr HtmlTagSet kNothing = std::initializer_list<HtmlTag>{};

bool is_html(const HtmlStack::Node& node, HtmlTag tag) {
  return node.tag == tag && node.space == HtmlNamespace::html;
}

// An annotation-xml that says it holds HTML.
bool holds_html(const HtmlElement& element) {
  for (const HtmlAttribute& attribute : element.attributes) {
    if (!iequals(attribute.name, "encoding")) continue;
    std::string value;
    append_decoded(value, attribute.value, element.kind);
    return iequals(value, "text/html") ||
           iequals(value, "application/xhtml+xml");
  }
  return false;
}

}  // namespace

HtmlStack::Node html_node(const HtmlElement& element) {
  HtmlStack::Node node;
  node.tag = element.tag;
  node.space = element.space;
  if (element.space == HtmlNamespace::html) {
    node.special = kSpecialElements.has(element.tag);
    node.bounds_scope = kScope.has(element.tag);
  } else if (element.space == HtmlNamespace::svg) {
    node.html_point = node.bounds_scope = kSvgPoints.has(element.tag);
    node.special = node.html_point;
  } else {
    node.math_point = kMathText.has(element.tag);
    node.special = node.bounds_scope =
        node.math_point || element.tag == annotation_xml;
    node.html_point = element.tag == annotation_xml && holds_html(element);
  }
  return node;
}

bool HtmlStack::push(const HtmlElement& element, std::size_t limit) {
  sink_.open(element);
  if (nodes_.size() >= limit) {
    cost_.overflow = true;
    sink_.close(element.tag, element.space);
    return false;
  }
  nodes_.push_back(html_node(element));
  if (element.space == HtmlNamespace::html && is_listed(element.tag))
    ++open_[static_cast<std::size_t>(element.tag)];
  cost_.depth = std::max(cost_.depth, nodes_.size());
  return true;
}

// What becomes of an element that leaves the stack.
void HtmlStack::left(const Node& node) {
  if (node.space == HtmlNamespace::html && is_listed(node.tag))
    --open_[static_cast<std::size_t>(node.tag)];
  if (node.serial != 0) {
    const std::size_t active = find_serial(node.serial);
    if (active != kNone) formatting_[active].open = false;
  }
  sink_.close(node.tag, node.space);
}

void HtmlStack::pop() {
  const Node node = nodes_.back();
  nodes_.pop_back();
  left(node);
}

void HtmlStack::pop_to(std::size_t size) {
  while (nodes_.size() > size) pop();
}

void HtmlStack::pop_until(HtmlTag tag) {
  while (!nodes_.empty()) {
    const bool last = is_html(current(), tag);
    pop();
    if (last) return;
  }
}

void HtmlStack::remove(std::size_t index) {
  const Node node = nodes_[index];
  nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(index));
  left(node);
}

void HtmlStack::clear_to(const HtmlTagSet& tags) {
  while (nodes_.size() > 1 && !is_current(tags)) pop();
}

bool HtmlStack::in_scope_within(HtmlTag tag, const HtmlTagSet& more) const {
  if (!has(tag)) return false;
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    if (is_html(*node, tag)) return true;
    if (node->bounds_scope) return false;
    if (node->space == HtmlNamespace::html && more.has(node->tag)) return false;
  }
  return false;
}

bool HtmlStack::in_scope(HtmlTag tag) const {
  return in_scope_within(tag, kNothing);
}

bool HtmlStack::in_list_scope(HtmlTag tag) const {
  static constexpr HtmlTagSet kLists = {ol, ul};
  return in_scope_within(tag, kLists);
}

bool HtmlStack::in_button_scope(HtmlTag tag) const {
  static constexpr HtmlTagSet kButton = {button};
  return in_scope_within(tag, kButton);
}

bool HtmlStack::in_table_scope(const HtmlTagSet& tags) const {
  static constexpr HtmlTagSet kBounds = {html, table, template_};
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    if (node->space != HtmlNamespace::html) continue;
    if (tags.has(node->tag)) return true;
    if (kBounds.has(node->tag)) return false;
  }
  return false;
}

bool HtmlStack::in_table_scope(HtmlTag tag) const {
  return has(tag) && in_table_scope(HtmlTagSet({tag}));
}

bool HtmlStack::in_select_scope(HtmlTag tag) const {
  if (!has(tag)) return false;
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    if (is_html(*node, tag)) return true;
    if (!is_html(*node, optgroup) && !is_html(*node, option)) return false;
  }
  return false;
}

void HtmlStack::generate_implied_end_tags(HtmlTag except) {
  while (is_current(kImplied) && current().tag != except) pop();
}

void HtmlStack::generate_all_implied_end_tags() {
  while (is_current(kAllImplied)) pop();
}

void HtmlStack::end_ordinary(HtmlTag tag) {
  if (is_listed(tag) && !has(tag)) return;
  for (std::size_t index = nodes_.size(); index-- > 0;) {
    const Node& node = nodes_[index];
    if (is_html(node, tag)) {
      generate_implied_end_tags(tag);
      return pop_to(index);
    }
    if (node.special) return;
  }
}

}  // namespace veto::crawler
