// SPDX-License-Identifier: GPL-3.0-or-later
//
// A gzip file (RFC 1952) member by member, each unpacked and as it stands: for
// formats that keep one record a member and are larger than memory.

#ifndef VETO_BASE_GZIP_MEMBERS_H_
#define VETO_BASE_GZIP_MEMBERS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/gunzip.h"

namespace veto {

class GzipMembers {
 public:
  struct Member {
    std::string bytes;       // unpacked, the first max_bytes
    std::string packed;      // as in the file; empty where `cut`
    std::uint64_t size = 0;  // unpacked, all of it
    bool cut = false;        // it has more than max_bytes
  };

  // Memory is bounded by what one member takes up to max_bytes, packed too.
  GzipMembers(ReadBytes packed, std::uint64_t max_bytes);
  ~GzipMembers();
  GzipMembers(GzipMembers&&) noexcept;
  GzipMembers& operator=(GzipMembers&&) noexcept;

  // Nothing at the end. Errors: those of the source; damaged (no gzip, cut
  // short, bad checksum).
  Result<std::optional<Member>> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto

#endif  // VETO_BASE_GZIP_MEMBERS_H_
