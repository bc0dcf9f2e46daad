// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_json.h"

#include "audit/faces/json.h"
#include "base/text.h"

namespace veto::faces {
namespace {

using nlohmann::json;

json valid_texts(const std::vector<std::string>& list) {
  json texts = json::array();
  for (const std::string& item : list) texts.push_back(to_valid_utf8(item));
  return texts;
}

json history_json(const std::vector<Marking>& history) {
  json list = json::array();
  for (const Marking& marking : history)
    list.push_back({{"mark", to_string(marking.mark)},
                    {"by", to_valid_utf8(marking.by)},
                    {"at", to_rfc3339(marking.at)},
                    {"note", to_valid_utf8(marking.note)}});
  return list;
}

}  // namespace

json marked_face_json(const MarkedFace& marked) {
  const ImageRecord& image = *marked.image;
  json face = face_list_json({marked.face},
                             {image.width, image.height, image.orientation})
                  .front();
  const Marking* mark = marked.mark();
  face["id"] = marked.id;
  face["mark"] = mark ? json(to_string(mark->mark)) : json(nullptr);
  face["marked_by"] = mark ? json(to_valid_utf8(mark->by)) : json(nullptr);
  face["marked_at"] = mark ? json(to_rfc3339(mark->at)) : json(nullptr);
  face["counts"] = marked.counts();
  return face;
}

json mark_counts_json(const MarkCounts& counts) {
  return {{"faces", counts.faces()},
          {"third_party_exposures", counts.exposures()},
          {"unmarked", counts.unmarked},
          {to_string(Mark::third_party), counts.third_party},
          {to_string(Mark::mine), counts.mine},
          {to_string(Mark::consented), counts.consented},
          {to_string(Mark::child), counts.child},
          {"confirmed", counts.confirmed},
          {to_string(Mark::not_a_face), counts.not_a_face},
          {"possible", counts.possible}};
}

json face_list_document(const std::string& run_id,
                        const std::vector<MarkedFace>& faces) {
  json list = json::array();
  for (const MarkedFace& marked : faces) {
    json face = marked_face_json(marked);
    const Marking* mark = marked.mark();
    face["note"] = mark ? json(to_valid_utf8(mark->note)) : json(nullptr);
    face["image"] = marked.image->digest.hex();
    face["urls"] = valid_texts(marked.image->urls);
    face["pages"] = valid_texts(marked.image->pages);
    face["history"] = history_json(marked.history);
    list.push_back(std::move(face));
  }
  return {{"schema", "veto.face-list/1"},
          {"run", run_id},
          {"faces", std::move(list)}};
}

}  // namespace veto::faces
