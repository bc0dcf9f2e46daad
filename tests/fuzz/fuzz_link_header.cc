// SPDX-License-Identifier: GPL-3.0-or-later
//
// One Link field. What was read of it, written out again, reads the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/link_header.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

bool has_capitals(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; });
}

void append_parameter(std::string& out, std::string_view name,
                      std::string_view value) {
  out += "; ";
  out += name;
  out += "=\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

std::string written(const std::vector<veto::LinkValue>& links) {
  std::string out;
  for (const auto& link : links) {
    out += out.empty() ? "<" : ", <";
    out += link.target + ">";
    append_parameter(out, "rel", link.rel);
    append_parameter(out, "type", link.type);
    if (link.anchor) append_parameter(out, "anchor", *link.anchor);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto links = veto::parse_link_header(text);
  check(links.size() <= veto::kMaxLinkValues);
  std::size_t bytes = 0;
  for (const auto& link : links) {
    check(link.target.find('>') == std::string::npos);
    check(!has_capitals(link.rel) && !has_capitals(link.type));
    bytes += link.target.size() + link.rel.size() + link.type.size() +
             link.anchor.value_or("").size();
    if (link.rel.find_first_not_of(" \t\n\f\r") == std::string::npos)
      check(!veto::has_relation(link.rel, "license"));
  }
  check(bytes <= size);
  const std::string again = written(links);
  if (again.size() <= veto::kMaxLinkField)
    check(veto::parse_link_header(again) == links);
  if (size + 4 <= veto::kMaxLinkField)
    check(veto::parse_link_header(", ,," + std::string(text)) == links);
  return 0;
}
