// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of elements as numbers: those that the HTML Standard's tree
// construction (13.2.6) or page reading knows, and a hash for all others.

#ifndef VETO_CRAWLER_HTML_TAG_H_
#define VETO_CRAWLER_HTML_TAG_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace veto::crawler {

// In the order of kHtmlTagNames (html_tag.cc). Values from kUnknownHtmlTag on
// are hashes of names that are not listed, so that equal names compare equal.
enum class HtmlTag : std::uint32_t {
  none,
  a,
  address,
  annotation_xml,
  applet,
  area,
  article,
  aside,
  b,
  base,
  basefont,
  bgsound,
  big,
  blockquote,
  body,
  br,
  button,
  caption,
  center,
  code,
  col,
  colgroup,
  dd,
  desc,
  details,
  dialog,
  dir,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  font,
  footer,
  foreignobject,
  form,
  frame,
  frameset,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hgroup,
  hr,
  html,
  i,
  iframe,
  image,
  img,
  input,
  keygen,
  li,
  link,
  listing,
  main,
  malignmark,
  marquee,
  math,
  menu,
  meta,
  mglyph,
  mi,
  mn,
  mo,
  ms,
  mtext,
  nav,
  nobr,
  noembed,
  noframes,
  noscript,
  object,
  ol,
  optgroup,
  option,
  p,
  param,
  picture,
  plaintext,
  pre,
  rb,
  rp,
  rt,
  rtc,
  ruby,
  s,
  script,
  search,
  section,
  select,
  small,
  source,
  span,
  strike,
  strong,
  style,
  sub,
  summary,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  title,
  tr,
  track,
  tt,
  u,
  ul,
  var,
  video,
  wbr,
  xmp,
  count
};

inline constexpr std::size_t kHtmlTags =
    static_cast<std::size_t>(HtmlTag::count);
inline constexpr std::uint32_t kUnknownHtmlTag = 0x80000000u;

inline constexpr bool is_listed(HtmlTag tag) { return tag < HtmlTag::count; }

// `name` in any case.
HtmlTag html_tag(std::string_view name);

// A set of listed tags.
class HtmlTagSet {
 public:
  constexpr HtmlTagSet(std::initializer_list<HtmlTag> tags) {
    for (HtmlTag tag : tags) add(tag);
  }
  constexpr HtmlTagSet(std::initializer_list<HtmlTagSet> sets) {
    for (const HtmlTagSet& set : sets)
      for (std::size_t at = 0; at < bits_.size(); ++at)
        bits_[at] |= set.bits_[at];
  }
  constexpr bool has(HtmlTag tag) const {
    const auto bit = static_cast<std::uint32_t>(tag);
    return bit < kHtmlTags && (bits_[bit / 64] >> (bit % 64) & 1) != 0;
  }

 private:
  constexpr void add(HtmlTag tag) {
    const auto bit = static_cast<std::uint32_t>(tag);
    bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  std::array<std::uint64_t, kHtmlTags / 64 + 1> bits_ = {};
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_TAG_H_
