// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/signal.h"

#include <algorithm>
#include <array>

namespace veto::signals {
namespace {

constexpr std::array<std::string_view, 5> kUses = {"crawl", "index", "training",
                                                   "answer", "dataset"};
constexpr std::array<std::string_view, 2> kWishes = {"reserved", "allowed"};
constexpr std::array<std::string_view, 10> kFamilies = {
    "rule", "directive", "tdmrep",    "content_usage", "content_signal",
    "rsl",  "ai_txt",    "trust_txt", "embedded",      "training_mining"};
constexpr std::array<std::string_view, 6> kSources = {
    "robots", "header", "meta", "link", "file", "metadata"};

template <typename Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names,
                            std::string_view name) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::string_view to_string(Use use) {
  return kUses[static_cast<std::size_t>(use)];
}

std::string_view to_string(Wish wish) {
  return kWishes[static_cast<std::size_t>(wish)];
}

std::string_view to_string(Family family) {
  return kFamilies[static_cast<std::size_t>(family)];
}

std::string_view to_string(Source source) {
  return kSources[static_cast<std::size_t>(source)];
}

std::optional<Family> parse_family(std::string_view name) {
  return find_in<Family>(kFamilies, name);
}

std::optional<Source> parse_source(std::string_view name) {
  return find_in<Source>(kSources, name);
}

}  // namespace veto::signals
