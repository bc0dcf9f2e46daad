// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/link_header.h"

#include "base/text.h"

namespace veto::signals {
namespace {

class LinkReader {
 public:
  explicit LinkReader(std::string_view value)
      : rest_(value.substr(0, kMaxLinkFieldBytes)) {}

  std::vector<WebLink> read() {
    std::vector<WebLink> links;
    while (links.size() < kMaxLinks) {
      // Empty elements of a list are allowed (RFC 9110, section 5.6.1.2).
      do skip_space();
      while (take(','));
      if (!take('<')) break;
      const auto end = rest_.find('>');
      if (end == std::string_view::npos) break;
      WebLink link;
      link.target = trim(rest_.substr(0, end));
      rest_.remove_prefix(end + 1);
      read_parameters(link);
      links.push_back(std::move(link));
      skip_space();
      if (!take(',')) break;
    }
    return links;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip_space() {
    const auto at = rest_.find_first_not_of(" \t");
    rest_.remove_prefix(at == rest_.npos ? rest_.size() : at);
  }

  std::string_view take_until(std::string_view ends) {
    const auto at = rest_.find_first_of(ends);
    const std::string_view word = rest_.substr(0, at);
    rest_.remove_prefix(word.size());
    return word;
  }

  std::string take_quoted() {
    std::string text;
    while (!rest_.empty() && !take('"')) {
      if (rest_.front() == '\\') rest_.remove_prefix(1);
      if (rest_.empty()) break;
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    return text;
  }

  void read_parameters(WebLink& link) {
    for (;;) {
      skip_space();
      if (!take(';')) return;
      skip_space();
      std::string name = to_lower(take_until(" \t=;,"));
      std::string value;
      skip_space();
      if (take('=')) {
        skip_space();
        value = take('"') ? take_quoted() : std::string(take_until(" \t;,"));
      }
      if (!name.empty() && link.parameters.size() < kMaxLinkParameters)
        link.parameters.emplace_back(std::move(name), std::move(value));
    }
  }

  std::string_view rest_;
};

}  // namespace

std::optional<std::string_view> WebLink::find(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return std::nullopt;
}

std::vector<WebLink> parse_link_header(std::string_view value) {
  return LinkReader(value).read();
}

bool has_relation(std::string_view list, std::string_view type) {
  constexpr std::string_view kSpace = " \t\n\f\r";
  while (!list.empty()) {
    const auto begin = list.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return false;
    list.remove_prefix(begin);
    const std::string_view word = list.substr(0, list.find_first_of(kSpace));
    if (iequals(word, type)) return true;
    list.remove_prefix(word.size());
  }
  return false;
}

}  // namespace veto::signals
