// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "reports/headlines.h"
#include "reports/html/data_uri.h"
#include "reports/html/view.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxImages = 200;
constexpr std::size_t kMaxFaces = 50;  // of one image
constexpr std::size_t kMaxPlaces = 8;  // addresses or pages of one image

json faces_of(const ViewContext& c, const faces::ImageRecord& image) {
  json rows = json::array();
  for (const auto& face : image.faces) {
    if (rows.size() == kMaxFaces) break;
    const bool sure = face.band == faces::Band::face;
    rows.push_back({{"index", rows.size() + 1},
                    {"position", fmt::format("{}, {}", face.box.x, face.box.y)},
                    {"box", fmt::format("{} × {}", face.box.w, face.box.h)},
                    {"score", fmt::format("{:.2f}", face.score)},
                    {"band", c.texts.say(sure ? "exposures.band.face"
                                              : "exposures.band.possible")}});
  }
  return rows;
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

json item_of(const ViewContext& c, const faces::ImageRecord& image,
             std::size_t number) {
  const auto picture = c.data.thumbnails.find(image.digest.hex());
  const bool has_picture = picture != c.data.thumbnails.end();
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
          {"faces", faces_of(c, image)}};
}

// Of the surest face.
double best_score(const faces::ImageRecord& image) {
  double best = 0;
  for (const auto& face : image.faces) best = std::max(best, face.score);
  return best;
}

std::vector<const faces::ImageRecord*> exposed_images(
    const faces::FacesResult& result) {
  std::vector<const faces::ImageRecord*> images;
  for (const auto& image : result.images)
    if (!image.faces.empty()) images.push_back(&image);
  std::ranges::stable_sort(images, std::greater{}, [](const auto* image) {
    return best_score(*image);
  });
  return images;
}

}  // namespace

json exposures_view(const ViewContext& c) {
  json paragraphs = json::array(), items = json::array();
  if (!c.data.faces) {
    paragraphs.push_back(c.texts.say("exposures.not_run"));
    return {{"paragraphs", paragraphs}, {"items", items}};
  }
  const auto images = exposed_images(*c.data.faces);
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
  }
  for (const auto* image : images) {
    if (items.size() == kMaxImages) {
      paragraphs.push_back(
          c.texts.count("exposures.more", images.size() - kMaxImages));
      break;
    }
    items.push_back(item_of(c, *image, items.size() + 1));
  }
  return {{"paragraphs", std::move(paragraphs)}, {"items", std::move(items)}};
}

}  // namespace veto::reports
