// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "reports/exposures.h"
#include "reports/headlines.h"
#include "reports/html/data_uri.h"
#include "reports/html/severity_view.h"
#include "reports/html/view.h"
#include "reports/mark_words.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxImages = 200;
constexpr std::size_t kMaxFaces = 50;  // of one image
constexpr std::size_t kMaxPlaces = 8;  // addresses or pages of one image

using MarkedFaces = std::vector<faces::MarkedFace>;

json faces_of(const ViewContext& c, const MarkedFaces& faces) {
  json rows = json::array();
  for (const auto& marked : faces) {
    if (rows.size() == kMaxFaces) break;
    const faces::Box& box = marked.face.box;
    rows.push_back({{"index", rows.size() + 1},
                    {"position", fmt::format("{}, {}", box.x, box.y)},
                    {"box", fmt::format("{} × {}", box.w, box.h)},
                    {"score", fmt::format("{:.2f}", marked.face.score)},
                    {"band", band_words(marked, c.texts)},
                    {"face_id", marked.id},
                    {"mark", mark_words(c.data, marked, c.texts)}});
  }
  return rows;
}

std::size_t children(const MarkedFaces& faces) {
  return static_cast<std::size_t>(
      std::ranges::count_if(faces, [](const faces::MarkedFace& face) {
        return face.is(faces::Mark::child);
      }));
}

json attention_of(const ViewContext& c, const faces::ImageRecord& image,
                  const MarkedFaces& faces) {
  json notes = json::array();
  if (const auto n = children(faces); n > 0)
    notes.push_back(c.texts.count("exposures.child", n));
  if (c.data.withdrawn.contains(image.digest.hex()))
    notes.push_back(c.texts.say("exposures.withdrawn"));
  return notes;
}

json places_of(const ViewContext& c, const std::vector<std::string>& places,
               const char* more) {
  json list = json::array();
  for (const auto& place : places) {
    if (list.size() == kMaxPlaces) {
      list.push_back(c.texts.count(more, places.size() - kMaxPlaces));
      break;
    }
    list.push_back(printable(place, 500));
  }
  return list;
}

std::string size_of(const ViewContext& c, const faces::ImageRecord& image) {
  const std::string size =
      c.texts.say("exposures.size", {{"width", std::to_string(image.width)},
                                     {"height", std::to_string(image.height)},
                                     {"format", printable(image.format, 40)},
                                     {"bytes", image.bytes}});
  return image.truncated ? c.texts.say("exposures.truncated", {{"size", size}})
                         : size;
}

// One entry, or none where no face of the image counts as an exposure.
json severity_of(const ViewContext& c, const faces::ImageRecord& image,
                 const Exposures& exposures) {
  if (!is_graded(c.data)) return {not_graded_view(c.texts)};
  const auto exposure = exposures.find(&image);
  if (exposure == exposures.end()) return json::array();
  return {severity_view(c.texts, exposure->second)};
}

json item_of(const ViewContext& c, const faces::ImageRecord& image,
             const Exposures& exposures, std::size_t number) {
  const auto picture = c.data.thumbnails.find(image.digest.hex());
  const bool has_picture = picture != c.data.thumbnails.end();
  const MarkedFaces faces = c.data.marks.faces_of(image);
  json pages = places_of(c, image.pages, "exposures.more_pages");
  if (pages.empty()) pages.push_back(c.texts.say("exposures.no_page"));
  return {{"number", number},
          {"has_picture", has_picture},
          {"picture", has_picture ? jpeg_data_uri(picture->second) : ""},
          {"alt", c.texts.count("exposures.alt", number)},
          {"urls", places_of(c, image.urls, "exposures.more_urls")},
          {"pages", std::move(pages)},
          {"size", size_of(c, image)},
          {"digest", image.digest.hex()},
          {"digest_label",
           c.texts.say(c.data.edition ? "edition.digest" : "exposures.digest")},
          {"attention", attention_of(c, image, faces)},
          {"severity", severity_of(c, image, exposures)},
          {"faces", faces_of(c, faces)}};
}

// Of the surest face.
double best_score(const faces::ImageRecord& image) {
  double best = 0;
  for (const auto& face : image.faces) best = std::max(best, face.score);
  return best;
}

// Images of children first, those that are withdrawn last; each by severity,
// then by score.
std::vector<const faces::ImageRecord*> exposed_images(
    const ViewContext& c, const Exposures& exposures) {
  using Rank = std::tuple<bool, bool, int, double>;
  std::vector<std::pair<Rank, const faces::ImageRecord*>> ranked;
  for (const auto& image : c.data.faces->images) {
    if (image.faces.empty()) continue;
    const auto exposure = exposures.find(&image);
    const int severity = exposure == exposures.end()
                             ? -1
                             : static_cast<int>(exposure->second.severity);
    ranked.emplace_back(Rank(children(c.data.marks.faces_of(image)) > 0,
                             !c.data.withdrawn.contains(image.digest.hex()),
                             severity, best_score(image)),
                        &image);
  }
  std::ranges::stable_sort(ranked, std::greater{},
                           [](const auto& entry) { return entry.first; });
  std::vector<const faces::ImageRecord*> images;
  for (const auto& entry : ranked) images.push_back(entry.second);
  return images;
}

}  // namespace

json exposures_view(const ViewContext& c) {
  json paragraphs = json::array(), items = json::array();
  if (!c.data.faces) {
    paragraphs.push_back(c.texts.say("exposures.not_run"));
    return {{"paragraphs", paragraphs}, {"items", items}};
  }
  const Exposures exposures = exposures_of(c.data);
  const auto images = exposed_images(c, exposures);
  if (images.empty()) {
    const auto examined = c.data.faces->images.size() - skipped_images(c.data);
    paragraphs.push_back(
        c.texts.say("exposures.zero",
                    {{"examined", c.texts.count("n.examined", examined)}}));
  } else {
    const auto& settings = c.data.settings;
    paragraphs.push_back(c.texts.say(
        "exposures.intro",
        {{"face", fmt::format("{:.2f}", *settings.face_score)},
         {"possible", fmt::format("{:.2f}", *settings.possible_face_score)}}));
    if (c.data.edition)
      paragraphs.push_back(c.texts.say("edition.exposures"));
    else if (faces::count_marks(*c.data.faces, c.data.marks).any())
      paragraphs.push_back(c.texts.say("exposures.marked"));
  }
  for (const auto* image : images) {
    if (items.size() == kMaxImages) {
      paragraphs.push_back(
          c.texts.count("exposures.more", images.size() - kMaxImages));
      break;
    }
    items.push_back(item_of(c, *image, exposures, items.size() + 1));
  }
  return {{"paragraphs", std::move(paragraphs)}, {"items", std::move(items)}};
}

}  // namespace veto::reports
