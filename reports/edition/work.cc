// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/work.h"

#include <algorithm>
#include <utility>

#include "audit/faces/data_url.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/api/data_images.h"
#include "reports/edition/placeholder.h"
#include "reports/html/data_uri.h"

namespace veto::reports {
namespace {

using Do = PictureChoice::Do;
using nlohmann::json;

constexpr std::string_view kDataUriStart = "data:image/jpeg;base64,";

json boxes_json(const std::vector<faces::Box>& boxes) {
  json list = json::array();
  for (const auto& [x, y, w, h] : boxes) list.push_back({x, y, w, h});
  return list;
}

bool stays(const WorkPicture& picture) {
  return picture.choice.what == Do::keep ||
         (picture.rendition && picture.rendition->jpeg.empty());
}

bool is_drawn(const WorkPicture& picture) {
  return picture.rendition && !picture.rendition->jpeg.empty();
}

std::string reason_withheld(const WorkPicture& picture) {
  return picture.failed.empty()
             ? picture.choice.reason
             : "could not be drawn anew: " +
                   picture.failed.substr(0, picture.failed.find(": "));
}

std::string done_to(const WorkPicture& picture) {
  if (stays(picture)) return "kept";
  if (!is_drawn(picture)) return "withheld";
  return picture.choice.order.blur.empty() && picture.rendition->filled.empty()
             ? "redrawn"
             : "blurred";
}

std::string reason_drawn(const WorkPicture& picture) {
  return done_to(picture) == "blurred"
             ? "faces in it"
             : "it may carry another picture, or parts that were not looked at";
}

json picture_json(const WorkPicture& picture) {
  json entry = {{"done", done_to(picture)}};
  if (is_drawn(picture)) {
    entry["blurred"] = boxes_json(picture.rendition->blurred);
    entry["filled"] = boxes_json(picture.rendition->filled);
  } else if (!stays(picture)) {
    entry["reason"] = to_valid_utf8(reason_withheld(picture));
  }
  return entry;
}

json pictures_json(const Work& work) {
  json list = json::array();
  for (const WorkPicture& picture : work.pictures)
    list.push_back(picture_json(picture));
  return list;
}

// What stands in a text in the place of a picture.
std::string words_for(const WorkPicture& picture, std::string_view text) {
  const auto& [begin, end, data_url, bytes] = picture.place;
  if (stays(picture)) return std::string(text.substr(begin, end - begin));
  if (is_drawn(picture)) {
    const std::string uri = jpeg_data_uri(picture.rendition->jpeg);
    return data_url ? uri : uri.substr(kDataUriStart.size());
  }
  return (data_url ? "data:image/gif;base64," : "") +
         std::string(kPlaceholderBase64);
}

Replacement text_replacement(const Work& work) {
  std::vector<TextPicture> places;
  std::vector<std::string> words;
  for (const WorkPicture& picture : work.pictures) {
    places.push_back(picture.place);
    words.push_back(words_for(picture, *work.payload));
  }
  Replacement replacement;
  replacement.done = "pictures replaced";
  replacement.reason = "pictures in the text";
  const auto type = crawler::find_header(work.capture->headers, "content-type");
  replacement.content_type = type ? printable(*type) : work.capture->mime;
  if (replacement.content_type.empty()) replacement.content_type = "text/plain";
  replacement.body = with_pictures(*work.payload, places, words);
  return replacement;
}

Replacement picture_replacement(const WorkPicture& picture) {
  Replacement replacement;
  replacement.done = done_to(picture);
  if (is_drawn(picture)) {
    replacement.reason = reason_drawn(picture);
    replacement.content_type = "image/jpeg";
    replacement.body = picture.rendition->jpeg;
  } else {
    replacement.reason = reason_withheld(picture);
    replacement.content_type = kPlaceholderType;
    replacement.body = placeholder(picture.choice.width, picture.choice.height);
  }
  return replacement;
}

Replacement whole_withheld(const Work& work) {
  Replacement replacement;
  replacement.done = "withheld";
  replacement.reason = work.withheld;
  if (work.kind == PayloadKind::picture) {
    replacement.content_type = kPlaceholderType;
    replacement.body = placeholder(0, 0);
  }
  return replacement;
}

void add_picture(Work& work, PictureChoice choice, TextPicture place) {
  if (choice.what == Do::draw) ++work.open;
  work.pictures.push_back({std::move(choice), std::move(place), {}, {}});
}

// The payload is the picture; a worker alone needs it once more.
void add_whole_picture(Work& work, const PictureChoices& choices) {
  const std::string& bytes = *work.payload;
  auto choice = choices.choose(work.capture->payload_digest, bytes);
  const bool draws = choice.what == Do::draw;
  add_picture(work, std::move(choice),
              {0, bytes.size(), false, draws ? bytes : std::string()});
}

// The page's parser understands more than can be found in its text, such as
// character references within "base64": no picture may be seen by it alone.
bool shows_another_picture(const Work& work, const PictureChoices& choices) {
  const auto url = Url::parse(work.capture->url);
  if (!url || !work.capture->mime.contains("html")) return false;
  const auto type = crawler::find_header(work.capture->headers, "content-type");
  const auto shown =
      crawler::data_images_of(*work.payload, *url, type.value_or(""));
  return std::ranges::any_of(shown, [&](const std::string& one) {
    const auto bytes = faces::decode_data_url(one);
    return bytes && choices.choose(sha256(*bytes), *bytes).what != Do::keep &&
           std::ranges::find(work.pictures, *bytes, [](const auto& picture) {
             return picture.place.bytes;
           }) == work.pictures.end();
  });
}

void look_into_text(Work& work, const PictureChoices& choices) {
  for (TextPicture& place : pictures_in(*work.payload)) {
    auto choice = choices.choose(sha256(place.bytes), place.bytes);
    add_picture(work, std::move(choice), std::move(place));
  }
  if (!shows_another_picture(work, choices)) return;
  work.pictures.clear();
  work.open = 0;
  work.withheld = "a picture in it is not written as pictures are";
}

}  // namespace

void look_into(Work& work, const PictureChoices& choices) {
  if (!work.withheld.empty()) return;
  work.kind = payload_kind(*work.payload, work.capture->mime);
  switch (work.kind) {
    case PayloadKind::empty:
    case PayloadKind::font:
      return;
    case PayloadKind::picture:
      return add_whole_picture(work, choices);
    case PayloadKind::text:
      return look_into_text(work, choices);
    case PayloadKind::other:
      work.withheld = "of a kind in which faces are not looked for";
  }
}

std::optional<Replacement> replacement_of(const Work& work) {
  if (!work.withheld.empty()) return whole_withheld(work);
  if (std::ranges::all_of(work.pictures, stays)) return std::nullopt;
  Replacement replacement = work.kind == PayloadKind::text
                                ? text_replacement(work)
                                : picture_replacement(work.pictures.front());
  replacement.pictures = pictures_json(work);
  return replacement;
}

}  // namespace veto::reports
