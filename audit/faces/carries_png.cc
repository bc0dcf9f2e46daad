// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/embedded/png_chunks.h"
#include "audit/faces/carries.h"
#include "audit/faces/decode_apng.h"

namespace veto::faces {
namespace {

// All others are short.
bool is_large_chunk(std::string_view type) {
  return type == "IDAT" || type == "fdAT" || type == "iCCP" || type == "eXIf";
}

}  // namespace

bool png_carries(std::string_view bytes) {
  embedded::PngChunkReader chunks(bytes);
  std::size_t size = embedded::kPngSignature.size();
  bool animated = false, behind_end = false;
  int controls = 0;
  while (const auto chunk = chunks.next()) {
    size += chunk->all.size();
    if (chunk->cut ||
        (chunk->body.size() > kMaxBeside && !is_large_chunk(chunk->type)))
      return true;
    animated = animated || chunk->type == "acTL";
    if (chunk->type == "fcTL") ++controls;
    // What viewers that know animations do not show, and what the others do
    // not.
    if (controls == 0 &&
        (chunk->type == "fdAT" || (animated && chunk->type == "IDAT")))
      return true;
    if (chunk->type == "IEND") {
      behind_end = true;
      break;
    }
  }
  // A viewer stops at the first frame that is damaged.
  return !behind_end || !is_filling(bytes.substr(size)) ||
         (controls > 0 && count_apng_frames(bytes) != controls);
}

}  // namespace veto::faces
