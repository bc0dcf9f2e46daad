// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers of sections are ISO 14496-12's.
#include <cstdint>
#include <set>

#include "audit/embedded/jumbf.h"
#include "audit/embedded/numbers.h"
#include "audit/faces/carries.h"

namespace veto::faces {
namespace {

using embedded::big_endian;
using embedded::BoxReader;
using embedded::part;

using Items = std::set<std::uint64_t>;

// Section 8.11.6: the items that are no metadata. False where they cannot be
// told.
bool read_pictures(std::string_view info, Items& pictures) {
  const std::size_t count_width = big_endian(info, 0, 1) == 0 ? 2 : 4;
  BoxReader entries(part(info, 4 + count_width, info.size()), 0);
  while (const auto entry = entries.next()) {
    const std::uint64_t version = big_endian(entry->body, 0, 1);
    if (entry->type != "infe" || version < 2) return false;
    const std::size_t width = version == 2 ? 2 : 4;
    const auto type = part(entry->body, 4 + width + 2, 4);
    if (type != "Exif" && type != "mime")
      pictures.insert(big_endian(entry->body, 4, width));
  }
  return !entries.damaged();
}

// Section 8.11.12: takes out what is auxiliary to a picture (its alpha), and
// what another is made of (the tiles of a grid).
void remove_parts(std::string_view references, Items& pictures) {
  const std::size_t width = big_endian(references, 0, 1) == 0 ? 2 : 4;
  BoxReader boxes(part(references, 4, references.size()), 0);
  while (const auto box = boxes.next()) {
    if (box->type == "auxl") pictures.erase(big_endian(box->body, 0, width));
    if (box->type != "dimg") continue;
    for (std::size_t at = width + 2; embedded::holds(box->body, at, width);
         at += width)
      pictures.erase(big_endian(box->body, at, width));
  }
}

bool is_large_in_meta(std::string_view type) {
  return type == "iref" || type == "iloc" || type == "iprp" || type == "idat";
}

// Thumbnails are pictures beside the one shown.
bool meta_carries(std::string_view meta) {
  Items pictures;
  std::string_view references;
  int infos = 0;
  BoxReader boxes(part(meta, 4, meta.size()), 0);  // behind version and flags
  while (const auto box = boxes.next()) {
    if (box->type == "iref") references = box->body;
    if (box->type == "iinf") {
      if (++infos > 1 || !read_pictures(box->body, pictures)) return true;
    } else if (box->body.size() > kMaxBeside && !is_large_in_meta(box->type)) {
      return true;
    }
  }
  remove_parts(references, pictures);
  return boxes.damaged() || pictures.size() != 1;
}

}  // namespace

// One that moves has a still beside its frames.
bool avif_carries(std::string_view bytes) {
  int metas = 0;
  BoxReader boxes(bytes, 0);
  while (const auto box = boxes.next()) {
    if (box->type == "meta") {
      if (++metas > 1 || meta_carries(box->body)) return true;
    } else if (box->type == "moov" ||
               (box->type != "mdat" && box->body.size() > kMaxBeside)) {
      return true;
    }
  }
  return boxes.damaged() || metas != 1;
}

}  // namespace veto::faces
