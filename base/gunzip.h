// SPDX-License-Identifier: GPL-3.0-or-later
//
// gzip (RFC 1952) read as a stream, concatenated members included, in constant
// memory: for files that are larger than memory.

#ifndef VETO_BASE_GUNZIP_H_
#define VETO_BASE_GUNZIP_H_

#include <cstddef>
#include <functional>
#include <memory>

#include "base/error.h"

namespace veto {

// Bytes in pieces: fills at most `size`, says how many; 0 at the end.
using ReadBytes =
    std::function<Result<std::size_t>(char* into, std::size_t size)>;

class GunzipStream {
 public:
  explicit GunzipStream(ReadBytes compressed);
  ~GunzipStream();
  GunzipStream(GunzipStream&&) noexcept;
  GunzipStream& operator=(GunzipStream&&) noexcept;

  // Errors: those of the source; damaged (no gzip, cut short, bad checksum,
  // something else after the last member). What came before is sound.
  Result<std::size_t> read(char* into, std::size_t size);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto

#endif  // VETO_BASE_GUNZIP_H_
