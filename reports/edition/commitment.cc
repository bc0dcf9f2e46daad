// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/commitment.h"

#include <fmt/format.h>

#include "base/random.h"
#include "crawler/api/warc_members.h"

namespace veto::reports {

Result<Salted> Salted::draw() {
  auto salt = random_salt();
  if (!salt) return pass(salt);
  return Salted(*std::move(salt));
}

Digest Salted::commit(std::string_view plaintext) const {
  Sha256 hash = begin();
  hash.update(plaintext);
  return hash.finish();
}

Sha256 Salted::begin() const {
  Sha256 hash;
  hash.update(salt_);
  return hash;
}

std::string Salted::record_id(std::string_view name) const {
  return crawler::record_id(fmt::format("{}\n{}", salt_hex(), name));
}

std::string Salted::salt_hex() const {
  std::string hex;
  for (const unsigned char byte : salt_) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace veto::reports
