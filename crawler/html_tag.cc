// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_tag.h"

namespace veto::crawler {
namespace {

constexpr std::string_view kHtmlTagNames[] = {"",           "a",
                                              "address",    "annotation-xml",
                                              "applet",     "area",
                                              "article",    "aside",
                                              "b",          "base",
                                              "basefont",   "bgsound",
                                              "big",        "blockquote",
                                              "body",       "br",
                                              "button",     "caption",
                                              "center",     "code",
                                              "col",        "colgroup",
                                              "dd",         "desc",
                                              "details",    "dialog",
                                              "dir",        "div",
                                              "dl",         "dt",
                                              "em",         "embed",
                                              "fieldset",   "figcaption",
                                              "figure",     "font",
                                              "footer",     "foreignobject",
                                              "form",       "frame",
                                              "frameset",   "h1",
                                              "h2",         "h3",
                                              "h4",         "h5",
                                              "h6",         "head",
                                              "header",     "hgroup",
                                              "hr",         "html",
                                              "i",          "iframe",
                                              "image",      "img",
                                              "input",      "keygen",
                                              "li",         "link",
                                              "listing",    "main",
                                              "malignmark", "marquee",
                                              "math",       "menu",
                                              "meta",       "mglyph",
                                              "mi",         "mn",
                                              "mo",         "ms",
                                              "mtext",      "nav",
                                              "nobr",       "noembed",
                                              "noframes",   "noscript",
                                              "object",     "ol",
                                              "optgroup",   "option",
                                              "p",          "param",
                                              "picture",    "plaintext",
                                              "pre",        "rb",
                                              "rp",         "rt",
                                              "rtc",        "ruby",
                                              "s",          "script",
                                              "search",     "section",
                                              "select",     "small",
                                              "source",     "span",
                                              "strike",     "strong",
                                              "style",      "sub",
                                              "summary",    "sup",
                                              "svg",        "table",
                                              "tbody",      "td",
                                              "template",   "textarea",
                                              "tfoot",      "th",
                                              "thead",      "title",
                                              "tr",         "track",
                                              "tt",         "u",
                                              "ul",         "var",
                                              "video",      "wbr",
                                              "xmp"};
static_assert(std::size(kHtmlTagNames) == kHtmlTags);

constexpr std::size_t kSlots = 512;

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 0x811C9DC5u;
  for (char c : name)
    hash = (hash ^ static_cast<std::uint8_t>(lower(c))) * 0x01000193u;
  return hash;
}

constexpr std::size_t slot_of(std::uint32_t hash) {
  return (hash ^ hash >> 15) % kSlots;
}

// Open addressing; 0 is an empty slot.
constexpr std::array<std::uint8_t, kSlots> make_slots() {
  std::array<std::uint8_t, kSlots> slots = {};
  for (std::size_t tag = 1; tag < kHtmlTags; ++tag) {
    std::size_t slot = slot_of(hash_of(kHtmlTagNames[tag]));
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<std::uint8_t>(tag);
  }
  return slots;
}
constexpr auto kSlotTable = make_slots();

bool is_name(std::string_view written, std::string_view name) {
  if (written.size() != name.size()) return false;
  for (std::size_t at = 0; at < name.size(); ++at)
    if (lower(written[at]) != name[at]) return false;
  return true;
}

}  // namespace

HtmlTag html_tag(std::string_view name) {
  const std::uint32_t hash = hash_of(name);
  for (std::size_t slot = slot_of(hash); kSlotTable[slot] != 0;
       slot = (slot + 1) % kSlots)
    if (is_name(name, kHtmlTagNames[kSlotTable[slot]]))
      return static_cast<HtmlTag>(kSlotTable[slot]);
  return static_cast<HtmlTag>(hash | kUnknownHtmlTag);
}

}  // namespace veto::crawler
