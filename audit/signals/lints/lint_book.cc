// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/lints/lint_book.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace veto::signals {

void LintBook::add(std::string_view code, const std::string& origin,
                   LintPlace place, const std::string& subject,
                   nlohmann::json facts) {
  const LintKind* kind = lint_kind(code);
  VETO_CHECK(kind != nullptr);
  const Key key(kind->code, origin, subject);
  auto found = entries_.find(key);
  if (found == entries_.end()) {
    std::size_t& subjects = subjects_[{kind->code, origin}];
    if (subjects >= kMaxSubjects || entries_.size() >= kMaxLints) return;
    ++subjects;
    found = entries_.try_emplace(key).first;
    Lint& lint = found->second.lint;
    lint.kind = kind;
    lint.origin = origin;
    lint.subject = subject;
    lint.facts = std::move(facts);
  }
  auto& [lint, places] = found->second;
  if (!places.emplace(place.url, place.line).second) return;
  ++lint.count;
  if (lint.examples.size() < Lint::kMaxExamples)
    lint.examples.push_back(std::move(place));
}

std::vector<Lint> LintBook::take() {
  std::vector<Lint> lints;
  for (auto& [key, entry] : entries_) lints.push_back(std::move(entry.lint));
  std::ranges::sort(lints, [](const Lint& a, const Lint& b) {
    return std::tie(a.kind->cost, b.count, a.kind->code, a.origin, a.subject) <
           std::tie(b.kind->cost, a.count, b.kind->code, b.origin, b.subject);
  });
  return lints;
}

nlohmann::json Lint::values() const {
  nlohmann::json values = facts;
  values["origin"] = printable(origin);
  values["subject"] = printable(subject);
  values["url"] = first().url;
  values["line"] = first().line;
  values["raw"] = first().raw;
  values["n"] = count;
  return values;
}

LintPlace lint_place(std::string_view url, int line, std::string_view raw) {
  return {printable(url), line, printable(raw, 500)};
}

LintPlace lint_place(const Signal& signal) {
  return lint_place(signal.url, signal.line, signal.raw);
}

std::string lint_list(const std::vector<std::string>& items,
                      std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += ", ";
    if (i == limit) return text + "...";
    text += items[i];
  }
  return text;
}

}  // namespace veto::signals
