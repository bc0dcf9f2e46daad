// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/picture_choice.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "audit/faces/data_url.h"
#include "audit/faces/marks_store.h"
#include "audit/faces/sniff.h"
#include "audit/faces/svg_images.h"
#include "reports/edition/text_pictures.h"

namespace veto::reports {
namespace {

using Do = PictureChoice::Do;

// The stage's reason without what differs from file to file.
std::string reason_of(const std::string& skipped) {
  return "not looked at: " + skipped.substr(0, skipped.find(": "));
}

bool is_bare_drawing(std::string_view bytes) {
  return faces::sniff(bytes) == "svg" && pictures_in(bytes).empty();
}

// Of an animation within a drawing the first picture alone is looked at.
bool may_move(std::string_view raster) {
  const std::string_view format = faces::sniff(raster);
  return format == "gif" || (format == "png" && raster.contains("acTL")) ||
         (format == "webp" && raster.contains("ANIM")) ||
         (format == "avif" && raster.contains("avis"));
}

// The stage looks at the pictures of a drawing's <image> elements. Others, in
// style sheets, filters, entities or HTML within it, are shown all the same.
bool shows_more(std::string_view svg) {
  std::vector<std::string> looked_at;
  for (const std::string_view url : faces::find_svg_images(svg).urls) {
    auto raster = faces::decode_data_url(faces::attribute_text(url));
    if (raster && !may_move(*raster)) looked_at.push_back(*std::move(raster));
  }
  return std::ranges::any_of(pictures_in(svg), [&](const TextPicture& found) {
    return std::ranges::find(looked_at, found.bytes) == looked_at.end();
  });
}

}  // namespace

Result<PictureChoices> PictureChoices::load(Case& the_case,
                                            std::string_view run_id,
                                            bool own_faces_clear) {
  PictureChoices choices;
  choices.own_faces_clear_ = own_faces_clear;
  auto faces = faces::load_faces(the_case, run_id);
  if (!faces && faces.error().kind != ErrorKind::not_found) return pass(faces);
  if (faces) choices.faces_ = *std::move(faces);
  auto marks = faces::load_marks(the_case);
  if (!marks) return pass(marks);
  choices.marks_ = *std::move(marks);
  const auto& images = choices.faces_.images;
  for (std::size_t i = 0; i < images.size(); ++i)
    choices.by_digest_.emplace(images[i].digest, i);
  return choices;
}

PictureChoice PictureChoices::choose(const Digest& key,
                                     std::string_view bytes) const {
  PictureChoice choice;
  const auto found = by_digest_.find(key);
  // The detector's own reading of a drawing may have found a picture in it.
  const bool examined =
      found != by_digest_.end() && faces_.images[found->second].skipped.empty();
  if (bytes.empty()) {
    choice.reason = "it cannot be read";
    return choice;
  }
  if (bytes.size() < kMinPictureBytes ||
      (!examined && is_bare_drawing(bytes))) {
    choice.what = Do::keep;
    return choice;
  }
  if (found == by_digest_.end()) {
    choice.reason = "not among the pictures that were looked at";
    return choice;
  }
  const faces::ImageRecord& image = faces_.images[found->second];
  choice.width = image.width;
  choice.height = image.height;
  const int shorter = std::min(image.width, image.height);
  const bool nobody = shorter > 0 && shorter < kNobodyBelow;
  if (!image.skipped.empty() && !nobody) {
    choice.reason = reason_of(image.skipped);
    return choice;
  }
  if (examined && image.format == "svg" && shows_more(bytes)) {
    choice.reason = "a drawing with pictures that were not looked at";
    return choice;
  }
  choice.what = Do::draw;
  if (!nobody)
    choice.order =
        faces::rendition_order(image, marks_.faces_of(image), own_faces_clear_);
  // The stage may have had other bytes of that digest: those within a coding.
  if (choice.order.blur.empty() && !choice.order.redraw && !image.carries &&
      faces::sniff(bytes) == image.format)
    choice.what = Do::keep;
  return choice;
}

}  // namespace veto::reports
