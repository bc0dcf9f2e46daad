// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names that things bear in an edition without lookup keys, in place of
// their digests. Equal things have equal names within one edition; what a name
// stands for can be told by its secret alone, which the case keeps.
//
// In memory a name has the form of the digest that it stands for, so that the
// same code reads both; where it is written, it is spelled as what it is.

#ifndef VETO_REPORTS_EDITION_ALIASES_H_
#define VETO_REPORTS_EDITION_ALIASES_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"

namespace veto::reports {

class Aliases {
 public:
  // Errors: io (no random numbers).
  static Result<Aliases> draw();
  explicit Aliases(std::string secret) : secret_(std::move(secret)) {}

  // HMAC-SHA-256 under the secret, of the digest's 64 digits.
  Digest of(const Digest& digest);
  // Of a text that is 64 hexadecimal digits, in that form; any other as it is.
  std::string of_hex(std::string_view text);
  // The text with each name of this edition that stands there as 64 digits
  // spelled "alias-" and the first 32 of them.
  std::string spelled(std::string_view text) const;
  // Of a finding's id, in its form.
  std::string of_finding(std::string_view id);

  // How many different things were renamed.
  std::size_t count() const { return renamed_.size(); }
  // One JSON object a line: the secret, then each name and what it stands for.
  std::string lines() const;

 private:
  std::string secret_;
  std::set<std::string> renamed_;
  std::set<std::string, std::less<>> names_;  // as 64 digits
};

// Whether the text is a name as spelled() writes it.
bool is_spelled_alias(std::string_view text);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_ALIASES_H_
