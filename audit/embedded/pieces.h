// SPDX-License-Identifier: GPL-3.0-or-later
//
// A block that a JPEG cut into segments of at most 64 kB, put together again.

#ifndef VETO_AUDIT_EMBEDDED_PIECES_H_
#define VETO_AUDIT_EMBEDDED_PIECES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace veto::embedded {

struct Piece {
  std::uint64_t place = 0;  // where it belongs: a byte, or a turn
  std::size_t offset = 0;   // in the file
  std::string_view bytes;
};

// By places that are bytes, from the first up to `most` bytes. Where pieces
// overlap, the one that begins earlier counts; behind a gap nothing does.
std::string join_by_byte(std::vector<Piece> pieces, std::uint64_t most);

// By places that are turns, 1, 2, ...; the first of two with the same turn
// counts, and nothing behind one that is missing. All bytes of the first piece,
// and of the others without their first `repeated`.
std::string join_by_turn(std::vector<Piece> pieces, std::size_t repeated,
                         std::uint64_t most);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_PIECES_H_
