// SPDX-License-Identifier: GPL-3.0-or-later
//
// Collects lints: what is found again at another place is counted, not
// repeated.

#ifndef VETO_AUDIT_SIGNALS_LINTS_LINT_BOOK_H_
#define VETO_AUDIT_SIGNALS_LINTS_LINT_BOOK_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "audit/signals/lints/lint.h"

namespace veto::signals {

class LintBook {
 public:
  // `code` is one of lint_kinds(), `facts` has exactly that kind's names. Facts
  // are those of the first place.
  void add(std::string_view code, const std::string& origin, LintPlace place,
           const std::string& subject = "",
           nlohmann::json facts = nlohmann::json::object());
  std::vector<Lint> take();

 private:
  struct Entry {
    Lint lint;
    std::set<std::pair<std::string, int>> places;
  };
  using Key = std::tuple<std::string_view, std::string, std::string>;
  std::map<Key, Entry> entries_;  // by code, origin, subject
  std::map<std::pair<std::string_view, std::string>, std::size_t> subjects_;
};

// The same place, fit for printing.
LintPlace lint_place(std::string_view url, int line, std::string_view raw);
LintPlace lint_place(const Signal& signal);

// "a, b, c", of more than `limit` "a, b, ...".
std::string lint_list(const std::vector<std::string>& items,
                      std::size_t limit = 20);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_LINTS_LINT_BOOK_H_
