// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/exposure/name_like.h"

#include <string>
#include <utility>

#include "tests/support.h"

using veto::exposure::could_hold_name;

TEST_CASE("name_like: what could hold a name, and what could not") {
  const std::pair<std::string, bool> table[] = {
      {"Anna Jansen", true},
      {"the portrait of Anna van der Berg at home", true},
      {"Jean-Luc O'Neill", true},
      {"Łukasz Żak", true},
      {"Δημήτρης Παπάς", true},
      {"王小明", true},
      {"محمد علي", true},
      {"Our team", false},
      {"team photo", false},
      {"Anna", false},
      {"ANNA JANSEN", true},
      {"IMG 2045", false},
      {"Berlin, Germany", false},
      {"Anna, who lives far away from Berlin", false},
      {"", false},
      {"\xFF\xFE", false},
      {"A cup of Coffee", false},
  };
  for (const auto& [text, expected] : table) {
    CAPTURE(text);
    CHECK(could_hold_name(text) == expected);
  }
}

TEST_CASE("name_like: only the beginning of a long text is read") {
  CHECK_FALSE(could_hold_name(std::string(3000, ' ') + "Anna Jansen"));
}
