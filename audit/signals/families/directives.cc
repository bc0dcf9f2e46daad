// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/directives.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace veto::signals {
namespace {

constexpr std::size_t kMaxName = 200;  // bytes of one directive kept
constexpr std::string_view kUntil = "unavailable_after";

constexpr std::string_view kPlain[] = {"all",
                                       "archive",
                                       "follow",
                                       "index",
                                       "indexifembedded",
                                       "noai",
                                       "noarchive",
                                       "nocache",
                                       "nofollow",
                                       "noimageai",
                                       "noimageindex",
                                       "noindex",
                                       "noml",
                                       "noodp",
                                       "none",
                                       "nositelinkssearchbox",
                                       "nosnippet",
                                       "notranslate",
                                       "noydir"};
constexpr std::string_view kValued[] = {"max-snippet", "max-image-preview",
                                        "max-video-preview", kUntil};

template <std::size_t N>
bool is_one_of(std::string_view text, const std::string_view (&list)[N]) {
  return std::ranges::any_of(
      list, [&](std::string_view item) { return iequals(item, text); });
}

// What stands before and after the first colon, trimmed.
std::pair<std::string_view, std::string_view> at_colon(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {trim(text), {}};
  return {trim(text.substr(0, colon)), trim(text.substr(colon + 1))};
}

bool has_colon(std::string_view text) {
  return text.find(':') != std::string_view::npos;
}

std::string without_spaces(std::string_view text) {
  std::string out = to_lower(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t'; });
  return out;
}

class ListReader {
 public:
  // Without a registry nobody can be addressed inside the list.
  explicit ListReader(const config::ScraperRegistry* registry)
      : registry_(registry) {}

  std::vector<Directive> read(std::string_view text) {
    if (text.size() > kMaxFieldBytes) {
      // What the cut goes through is nobody's directive.
      const auto comma = text.substr(0, kMaxFieldBytes).rfind(',');
      text = text.substr(0, comma == text.npos ? 0 : comma);
    }
    for (std::string_view piece : split(text, ',')) {
      if (directives_.size() >= kMaxDirectives) break;
      read_segment(trim(piece));
    }
    end_date();
    return std::move(directives_);
  }

 private:
  bool is_agent(std::string_view name) const {
    return registry_ && !is_one_of(name, kValued) &&
           (config::is_product_token(name) || registry_->by_token(name));
  }

  // Whether a date ends before this segment.
  bool begins_anew(std::string_view segment) const {
    if (!has_colon(segment)) return is_one_of(segment, kPlain);
    const auto [name, rest] = at_colon(segment);
    return is_one_of(name, kValued) || is_agent(name);
  }

  void read_segment(std::string_view segment) {
    if (in_date_ && !begins_anew(segment)) {
      date_ += date_.empty() ? "" : ", ";
      date_ += segment;
      return;
    }
    end_date();
    // "a: b: noai": the last name counts.
    while (has_colon(segment) && is_agent(at_colon(segment).first)) {
      agent_ = printable(at_colon(segment).first, kMaxName);
      segment = at_colon(segment).second;
    }
    if (segment.empty()) return;
    const auto [name, value] = at_colon(segment);
    if (is_one_of(name, kValued) && has_colon(segment))
      return valued(name, value);
    const bool one_word = segment.find_first_of(" \t;:=") == segment.npos;
    add(to_lower(segment), !one_word);
  }

  void valued(std::string_view name, std::string_view value) {
    in_date_ = iequals(name, kUntil);
    if (in_date_) {
      date_ = value;
      return;
    }
    const bool one_word = value.find_first_of(" \t;:=") == value.npos;
    add(to_lower(name) + ":" + without_spaces(value),
        value.empty() || !one_word);
  }

  // The directive is there once its date is, which other pieces may go on.
  void end_date() {
    if (!std::exchange(in_date_, false)) return;
    add(std::string(kUntil), false, std::exchange(date_, {}));
  }

  void add(std::string name, bool malformed, std::string_view value = "") {
    Directive directive{agent_, printable(name, kMaxName), malformed,
                        printable(value, kMaxName)};
    const bool known =
        std::ranges::find(directives_, directive) != directives_.end();
    if (!known && directives_.size() < kMaxDirectives)
      directives_.push_back(std::move(directive));
  }

  const config::ScraperRegistry* registry_;
  std::vector<Directive> directives_;
  std::string agent_;
  bool in_date_ = false;
  std::string date_;
};

bool is_known(const Directive& directive) {
  if (directive.malformed) return false;
  const auto [name, value] = at_colon(directive.name);
  return is_one_of(name, kPlain) || is_one_of(name, kValued);
}

}  // namespace

std::vector<Directive> parse_robots_header(
    std::string_view value, const config::ScraperRegistry& registry) {
  return ListReader(&registry).read(value);
}

std::vector<Directive> parse_robots_meta(
    std::string_view name, std::string_view content,
    const config::ScraperRegistry& registry) {
  const std::string_view agent = trim(name);
  const bool general = iequals(agent, "robots");
  // Google's second name of this kind; its crawler sends "Googlebot".
  const bool addressed =
      iequals(agent, "googlebot-news") || registry.by_token(agent) != nullptr;
  if (!general && !addressed) return {};
  std::vector<Directive> directives = ListReader(nullptr).read(content);
  if (general) return directives;
  // <meta name="operator" content="Example Ltd"> speaks to no crawler.
  if (std::ranges::none_of(directives, is_known)) return {};
  for (Directive& directive : directives) directive.agent = agent;
  return directives;
}

}  // namespace veto::signals
