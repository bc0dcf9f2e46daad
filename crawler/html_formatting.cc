// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of active formatting elements: 13.2.4.3, and the adoption agency
// algorithm of 13.2.6.4.7.
#include <algorithm>
#include <functional>

#include "crawler/html_stack.h"

namespace veto::crawler {
namespace {

// The same for the same attributes in any order.
std::uint64_t identity_of(const HtmlElement& element) {
  const std::hash<std::string_view> hash;
  std::uint64_t sum = 0;
  for (const HtmlAttribute& attribute : element.attributes)
    sum += (hash(attribute.name) ^ (hash(attribute.value) * 3)) | 1;
  return sum;
}

std::ptrdiff_t offset(std::size_t index) {
  return static_cast<std::ptrdiff_t>(index);
}

}  // namespace

void HtmlStack::push_formatting(const HtmlElement& element) {
  if (!push(element)) return;
  Formatting added;
  added.tag = element.tag;
  added.serial = ++serials_;
  added.open = true;
  // Of <a> there is never more than one, so it needs none.
  if (element.tag != HtmlTag::a) added.identity = identity_of(element);
  nodes_.back().serial = added.serial;
  keep_three(added);
  if (active_ >= kMaxFormatting) {
    cost_.overflow = true;
    return;
  }
  formatting_.push_back(added);
  ++active_;
}

void HtmlStack::erase_active(std::size_t active) {
  formatting_.erase(formatting_.begin() + offset(active));
  --active_;
}

// The Noah's Ark clause.
void HtmlStack::keep_three(const Formatting& added) {
  std::size_t earliest = kNone;
  int same = 0;
  for (std::size_t at = formatting_.size(); at-- > 0;) {
    if (formatting_[at].tag == HtmlTag::none) break;
    if (formatting_[at].tag != added.tag ||
        formatting_[at].identity != added.identity)
      continue;
    earliest = at;
    ++same;
  }
  if (same >= 3) erase_active(earliest);
}

void HtmlStack::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back().tag == HtmlTag::none;
    formatting_.pop_back();
    if (marker) return;
    --active_;
  }
}

void HtmlStack::reconstruct() {
  std::size_t first = formatting_.size();
  while (first > 0 && formatting_[first - 1].tag != HtmlTag::none &&
         !formatting_[first - 1].open)
    --first;
  for (; first < formatting_.size() && nodes_.size() < kMaxDepth; ++first) {
    Formatting& entry = formatting_[first];
    Node node = html_node({entry.tag, HtmlNamespace::html, {}, {}});
    node.serial = entry.serial;
    nodes_.push_back(node);
    ++open_[static_cast<std::size_t>(entry.tag)];
    entry.open = true;
    ++cost_.clones;
  }
  cost_.depth = std::max(cost_.depth, nodes_.size());
  if (first < formatting_.size()) cost_.overflow = true;
}

std::size_t HtmlStack::find_active(HtmlTag tag) const {
  for (std::size_t at = formatting_.size(); at-- > 0;) {
    if (formatting_[at].tag == HtmlTag::none) return kNone;
    if (formatting_[at].tag == tag) return at;
  }
  return kNone;
}

std::size_t HtmlStack::find_serial(std::uint32_t serial) const {
  for (std::size_t at = formatting_.size(); at-- > 0;)
    if (formatting_[at].serial == serial) return at;
  return kNone;
}

std::size_t HtmlStack::find_node(std::uint32_t serial) const {
  for (std::size_t at = nodes_.size(); at-- > 0;)
    if (nodes_[at].serial == serial) return at;
  return kNone;
}

void HtmlStack::forget_active(HtmlTag tag) {
  const std::size_t active = find_active(tag);
  if (active == kNone) return;
  const std::uint32_t serial = formatting_[active].serial;
  erase_active(active);
  const std::size_t index = find_node(serial);
  if (index != kNone) remove(index);
}

void HtmlStack::adopt(HtmlTag tag) {
  if (is_current(tag) &&
      (current().serial == 0 || find_serial(current().serial) == kNone))
    return pop();
  for (int round = 0; round < 8; ++round)
    if (!adopt_once(tag)) return;
}

std::size_t HtmlStack::furthest_block(std::size_t below) const {
  for (std::size_t at = below + 1; at < nodes_.size(); ++at)
    if (nodes_[at].special) return at;
  return kNone;
}

// One turn of the outer loop; false when it is over.
bool HtmlStack::adopt_once(HtmlTag tag) {
  const std::size_t active = find_active(tag);
  if (active == kNone) {
    end_ordinary(tag);
    return false;
  }
  const std::size_t index = find_node(formatting_[active].serial);
  if (index == kNone) {
    erase_active(active);
    return false;
  }
  if (!in_scope(tag)) return false;
  const std::size_t block = furthest_block(index);
  if (block == kNone) {
    pop_to(index);
    erase_active(active);
    return false;
  }
  adopt_across(active, index, block);
  return true;
}

// The formatting element ends before the block and begins anew inside it.
void HtmlStack::adopt_across(std::size_t active, std::size_t index,
                             std::size_t block) {
  const Formatting subject = formatting_[active];
  const std::size_t after = adopt_between(subject.serial, block);
  std::size_t bookmark = find_serial(subject.serial);
  if (after != kNone) bookmark = after;
  active = find_serial(subject.serial);
  if (active < bookmark) --bookmark;
  formatting_.erase(formatting_.begin() + offset(active));
  Formatting again = subject;
  again.serial = ++serials_;
  again.open = true;
  formatting_.insert(formatting_.begin() + offset(bookmark), again);
  Node clone = nodes_[index];
  nodes_.erase(nodes_.begin() + offset(index));
  clone.serial = again.serial;
  nodes_.insert(nodes_.begin() + offset(block), clone);
  ++cost_.clones;
}

// What lies between the formatting element and the block: formatting elements
// stay (at most three), others leave. Where the bookmark then is in the list;
// kNone where it has not moved. `block` follows its element.
std::size_t HtmlStack::adopt_between(std::uint32_t serial, std::size_t& block) {
  std::size_t bookmark = kNone;
  int turn = 0;
  for (std::size_t at = block - 1; nodes_[at].serial != serial; --at) {
    std::size_t active =
        nodes_[at].serial == 0 ? kNone : find_serial(nodes_[at].serial);
    if (++turn > 3 && active != kNone) {
      erase_active(active);
      if (bookmark != kNone && active < bookmark) --bookmark;
      active = kNone;
    }
    if (active == kNone) {
      remove(at);
      --block;
      continue;
    }
    formatting_[active].serial = nodes_[at].serial = ++serials_;
    ++cost_.clones;
    if (bookmark == kNone) bookmark = active + 1;
  }
  return bookmark;
}

}  // namespace veto::crawler
