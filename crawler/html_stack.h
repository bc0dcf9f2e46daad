// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stack of open elements and the list of active formatting elements (HTML
// Standard, 13.2.4.2 and 13.2.4.3), without a tree: enough to know which
// element ends where.
//
// Both are bounded, so that each operation is: past kMaxDepth elements are
// told but not kept open, past kMaxFormatting formatting elements are not
// reopened.

#ifndef VETO_CRAWLER_HTML_STACK_H_
#define VETO_CRAWLER_HTML_STACK_H_

#include <array>
#include <cstdint>
#include <vector>

#include "crawler/html_element.h"

namespace veto::crawler {

// What a tree of the page would cost, where Gumbo's time is not linear.
struct HtmlCost {
  std::size_t depth = 0;       // most elements open at a time
  std::size_t clones = 0;      // formatting elements that are repeated
  std::size_t fostered = 0;    // what is moved in front of its table
  std::size_t attributes = 0;  // most in one tag
  bool overflow = false;       // a limit here was passed
};

class HtmlStack {
 public:
  static constexpr std::size_t kMaxDepth = 512;
  static constexpr std::size_t kMaxFormatting = 64;
  // Implied elements and parts of an open table always fit.
  static constexpr std::size_t kHeadroom = 8;

  struct Node {
    HtmlTag tag = HtmlTag::none;
    HtmlNamespace space = HtmlNamespace::html;
    bool special = false;  // 13.2.4.2, category
    bool bounds_scope = false;
    bool html_point = false;   // HTML integration point
    bool math_point = false;   // MathML text integration point
    std::uint32_t serial = 0;  // of a formatting element, else 0
  };

  explicit HtmlStack(HtmlSink& sink) : sink_(sink) {}

  bool empty() const { return nodes_.empty(); }
  std::size_t size() const { return nodes_.size(); }
  const Node& at(std::size_t index) const { return nodes_[index]; }
  const Node& current() const { return nodes_.back(); }
  bool is_current(HtmlTag tag) const {
    return !nodes_.empty() && current().tag == tag &&
           current().space == HtmlNamespace::html;
  }
  bool is_current(const HtmlTagSet& tags) const {
    return !nodes_.empty() && tags.has(current().tag) &&
           current().space == HtmlNamespace::html;
  }

  // Tells the sink and keeps the element open; false, and closed at once, when
  // the stack is full.
  bool push(const HtmlElement& element, std::size_t limit = kMaxDepth);
  // push, and to the list of active formatting elements.
  void push_formatting(const HtmlElement& element);
  void pop();
  void pop_until(HtmlTag tag);  // that one too
  void pop_to(std::size_t size);
  void remove(std::size_t index);
  // "Clear the stack back to": pops until one of `tags` is the current node.
  void clear_to(const HtmlTagSet& tags);

  // Whether an HTML element of that name is open at all.
  bool has(HtmlTag tag) const {
    return is_listed(tag) && open_[static_cast<std::size_t>(tag)] > 0;
  }
  bool in_scope(HtmlTag tag) const;
  bool in_list_scope(HtmlTag tag) const;
  bool in_button_scope(HtmlTag tag) const;
  bool in_table_scope(HtmlTag tag) const;
  bool in_table_scope(const HtmlTagSet& tags) const;
  bool in_select_scope(HtmlTag tag) const;

  void generate_implied_end_tags(HtmlTag except = HtmlTag::none);
  void generate_all_implied_end_tags();
  // "Any other end tag" of 13.2.6.4.7.
  void end_ordinary(HtmlTag tag);

  void add_marker() { formatting_.push_back({}); }
  void clear_to_marker();
  void reconstruct();
  void adopt(HtmlTag tag);  // the adoption agency algorithm
  // Whether a formatting element of that name is active past the last marker.
  bool is_active(HtmlTag tag) const { return find_active(tag) != kNone; }
  // Off the list and the stack, where it still is on either.
  void forget_active(HtmlTag tag);

  HtmlCost& cost() { return cost_; }

 private:
  struct Formatting {
    HtmlTag tag = HtmlTag::none;  // none: a marker
    std::uint32_t serial = 0;
    bool open = false;           // on the stack
    std::uint64_t identity = 0;  // of name and attributes
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  bool in_scope_within(HtmlTag tag, const HtmlTagSet& more) const;
  std::size_t find_active(HtmlTag tag) const;
  std::size_t find_serial(std::uint32_t serial) const;
  std::size_t find_node(std::uint32_t serial) const;
  std::size_t furthest_block(std::size_t below) const;
  bool adopt_once(HtmlTag tag);
  void adopt_across(std::size_t active, std::size_t index, std::size_t block);
  std::size_t adopt_between(std::uint32_t serial, std::size_t& block);
  void left(const Node& node);
  void erase_active(std::size_t active);
  void keep_three(const Formatting& added);

  HtmlSink& sink_;
  std::vector<Node> nodes_;
  std::vector<Formatting> formatting_;
  std::size_t active_ = 0;  // of them no markers
  std::array<std::uint32_t, kHtmlTags> open_ = {};
  std::uint32_t serials_ = 0;
  HtmlCost cost_;
};

// The Node that `element` becomes, serial left out.
HtmlStack::Node html_node(const HtmlElement& element);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_STACK_H_
