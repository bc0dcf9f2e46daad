// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/pieces.h"

#include <algorithm>
#include <tuple>

namespace veto::embedded {
namespace {

void put_in_order(std::vector<Piece>& pieces) {
  std::ranges::sort(pieces, {}, [](const Piece& piece) {
    return std::tuple(piece.place, piece.offset);
  });
}

}  // namespace

std::string join_by_byte(std::vector<Piece> pieces, std::uint64_t most) {
  put_in_order(pieces);
  std::string whole;
  for (const Piece& piece : pieces) {
    if (piece.place > whole.size() || whole.size() >= most) break;
    const std::uint64_t known = whole.size() - piece.place;
    if (known >= piece.bytes.size()) continue;
    whole += piece.bytes.substr(std::size_t(known),
                                std::size_t(most - whole.size()));
  }
  return whole;
}

std::string join_by_turn(std::vector<Piece> pieces, std::size_t repeated,
                         std::uint64_t most) {
  put_in_order(pieces);
  std::string whole;
  std::uint64_t turn = 1;
  for (const Piece& piece : pieces) {
    if (piece.place < turn) continue;
    if (piece.place > turn || whole.size() >= most) break;
    const std::size_t from = turn == 1 ? 0 : repeated;
    if (piece.bytes.size() < from) break;
    whole += piece.bytes.substr(from, std::size_t(most - whole.size()));
    ++turn;
  }
  return whole;
}

}  // namespace veto::embedded
