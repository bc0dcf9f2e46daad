// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands for an original that is not handed on: SHA-256 over 32 random
// bytes and the original. Who has the original alone cannot find it by that
// value; who is given the salt too can check that it is the one.

#ifndef VETO_REPORTS_EDITION_COMMITMENT_H_
#define VETO_REPORTS_EDITION_COMMITMENT_H_

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"

namespace veto::reports {

class Salted {
 public:
  // Errors: io (no random numbers).
  static Result<Salted> draw();

  Digest commit(std::string_view plaintext) const;
  // The same of what comes in pieces: update() it, then finish().
  Sha256 begin() const;
  // A record id for the original, which no more than the salt leads to.
  std::string record_id(std::string_view name) const;
  std::string salt_hex() const;

 private:
  explicit Salted(std::string salt) : salt_(std::move(salt)) {}

  std::string salt_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_COMMITMENT_H_
