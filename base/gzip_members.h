// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a file of gzip members (RFC 1952, section 2.2) one member at a time, in
// constant memory: where each lies in the file, and the SHA-256 of its bytes as
// they lie there. WARC files hold a member for each record.

#ifndef VETO_BASE_GZIP_MEMBERS_H_
#define VETO_BASE_GZIP_MEMBERS_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/digest.h"
#include "base/error.h"
#include "base/gunzip.h"

namespace veto {

class GzipMembers {
 public:
  // Without digests, which take as long as the rest, digest() is of nothing.
  explicit GzipMembers(ReadBytes compressed, bool with_digests = true);
  ~GzipMembers();
  GzipMembers(GzipMembers&&) noexcept;
  GzipMembers& operator=(GzipMembers&&) noexcept;

  // Begins the next member, after the one before was read to its end; false at
  // the end of the file. Errors: those of the source.
  Result<bool> next();
  // The member's content; 0 at its end, once its checksum and length fitted.
  // Errors: those of the source; damaged (no gzip, cut short, bad checksum).
  Result<std::size_t> read(char* into, std::size_t size);

  // Of the member that was begun: where it begins in the file.
  std::uint64_t offset() const;
  // Once it was read to its end.
  std::uint64_t length() const;
  Digest digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto

#endif  // VETO_BASE_GZIP_MEMBERS_H_
