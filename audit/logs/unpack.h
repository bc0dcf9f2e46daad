// SPDX-License-Identifier: GPL-3.0-or-later
//
// The packings that logs are kept in, decoded piece by piece in bounded memory.
// A packed file is a row of members (gzip), streams (bzip2, xz) or frames
// (zstd), each complete in itself; here all are called members.

#ifndef VETO_AUDIT_LOGS_UNPACK_H_
#define VETO_AUDIT_LOGS_UNPACK_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace veto::logs {

enum class Unpacked {
  more,         // of this member
  member_end,   // begin() the next
  damaged,      // does not decode
  needs_memory  // was packed for a larger memory than this program gives it
};

class Unpacker {
 public:
  virtual ~Unpacker() = default;
  // "gzip".
  virtual std::string_view name() const = 0;
  // False where there is no memory for it.
  virtual bool begin() = 0;
  // Takes bytes off the front of `in`, which may be empty, and fills `out` from
  // its front; `made` says how far. Without progress more input is needed.
  virtual Unpacked step(std::string_view& in, std::span<char> out,
                        std::size_t& made) = 0;
};

// What a file must be read to for its packing to be told.
inline constexpr std::size_t kPackingMagic = 6;

// By the first bytes of a file; null for one that is not packed.
std::unique_ptr<Unpacker> unpacker_for(std::string_view start);

std::unique_ptr<Unpacker> gzip_unpacker();   // RFC 1952
std::unique_ptr<Unpacker> bzip2_unpacker();  // at most 4 MB
std::unique_ptr<Unpacker> xz_unpacker();     // at most 128 MB: xz -9 needs 65
std::unique_ptr<Unpacker> zstd_unpacker();   // RFC 8878, a window of 128 MB

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_UNPACK_H_
