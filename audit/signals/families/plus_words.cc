// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/plus_words.h"

#include <algorithm>

namespace veto::signals {
namespace {

constexpr auto kSilent = std::optional<Wish>();
constexpr auto kReserved = std::optional(Wish::reserved);
constexpr auto kAllowed = std::optional(Wish::allowed);

struct Word {
  std::string_view word;
  std::optional<Wish> index, training, answer, dataset;
};
constexpr Word kWords[] = {
    {"DMI-UNSPECIFIED", kSilent, kSilent, kSilent, kSilent},
    {"DMI-ALLOWED", kAllowed, kAllowed, kAllowed, kAllowed},
    {"DMI-PROHIBITED-AIMLTRAINING", kSilent, kReserved, kSilent, kSilent},
    {"DMI-PROHIBITED-GENAIMLTRAINING", kSilent, kReserved, kSilent, kSilent},
    {"DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", kAllowed, kReserved,
     kReserved, kReserved},
    {"DMI-PROHIBITED", kReserved, kReserved, kReserved, kReserved},
    {"DMI-PROHIBITED-SEECONSTRAINT", kReserved, kReserved, kReserved,
     kReserved},
    {"DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR", kReserved, kReserved, kReserved,
     kReserved},
    {"DMI-PROHIBITED-SEELINKEDRIGHTSEXPR", kReserved, kReserved, kReserved,
     kReserved},
};

const Word* find_word(std::string_view word) {
  const auto found = std::ranges::find(kWords, word, &Word::word);
  return found == std::end(kWords) ? nullptr : found;
}

}  // namespace

bool is_plus_word(std::string_view word) { return find_word(word) != nullptr; }

std::optional<Wish> plus_wish(std::string_view word, Use use) {
  const Word* known = find_word(word);
  if (!known) return kSilent;
  switch (use) {
    case Use::index:
      return known->index;
    case Use::training:
      return known->training;
    case Use::answer:
      return known->answer;
    case Use::dataset:
      return known->dataset;
    case Use::crawl:
      break;  // what is in a file is seen when it has been fetched
  }
  return kSilent;
}

}  // namespace veto::signals
