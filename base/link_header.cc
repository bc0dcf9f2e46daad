// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/link_header.h"

#include <utility>

#include "base/text.h"

namespace veto {
namespace {

constexpr std::string_view kOws = " \t";
// HTML's white space too, since rel attributes are split by it.
constexpr std::string_view kBetweenRelations = " \t\n\f\r";

class LinkReader {
 public:
  explicit LinkReader(std::string_view text) : rest_(text) {}

  std::vector<LinkValue> read() {
    std::vector<LinkValue> links;
    while (links.size() < kMaxLinkValues) {
      skip(" \t,");
      if (!take('<')) break;
      LinkValue link;
      link.target = trim(until(">"));
      if (!take('>')) break;
      read_parameters(link);
      links.push_back(std::move(link));
    }
    return links;
  }

 private:
  void skip(std::string_view any_of) {
    const auto end = rest_.find_first_not_of(any_of);
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end);
  }

  bool take(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view until(std::string_view any_of) {
    const auto end = rest_.find_first_of(any_of);
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  // Appendix B.4; one that is not closed ends with the field.
  std::string quoted() {
    std::string text;
    while (!rest_.empty()) {
      if (take('"')) return text;
      if (take('\\') && rest_.empty()) return text;
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    return text;
  }

  // Appendix B.3.
  void read_parameters(LinkValue& link) {
    bool has_rel = false;
    bool has_type = false;
    for (skip(kOws); take(';'); skip(kOws)) {
      skip(kOws);
      const std::string_view name = until(" \t=;,");
      skip(kOws);
      std::string value;
      if (take('=')) {
        skip(kOws);
        value = take('"') ? quoted() : std::string(trim(until(";,")));
      }
      if (iequals(name, "rel") && !std::exchange(has_rel, true))
        link.rel = to_lower(trim(value));
      if (iequals(name, "type") && !std::exchange(has_type, true))
        link.type = to_lower(trim(value));
      if (iequals(name, "anchor") && !link.anchor)
        link.anchor = std::move(value);
    }
  }

  std::string_view rest_;
};

}  // namespace

std::vector<LinkValue> parse_link_header(std::string_view value) {
  return LinkReader(value.substr(0, kMaxLinkField)).read();
}

bool has_relation(std::string_view rel, std::string_view type) {
  while (true) {
    const auto begin = rel.find_first_not_of(kBetweenRelations);
    if (begin == rel.npos) return false;
    rel.remove_prefix(begin);
    const std::string_view word =
        rel.substr(0, rel.find_first_of(kBetweenRelations));
    if (iequals(word, type)) return true;
    rel.remove_prefix(word.size());
  }
}

}  // namespace veto
