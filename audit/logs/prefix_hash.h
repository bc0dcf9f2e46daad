// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-256 of a stream's beginnings: what it is so far can be asked at any byte,
// and it goes on.

#ifndef VETO_AUDIT_LOGS_PREFIX_HASH_H_
#define VETO_AUDIT_LOGS_PREFIX_HASH_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/digest.h"

namespace veto::logs {

class PrefixHash {
 public:
  PrefixHash();
  ~PrefixHash();

  void update(std::string_view bytes);
  Digest so_far() const;
  std::uint64_t size() const { return size_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::uint64_t size_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_PREFIX_HASH_H_
