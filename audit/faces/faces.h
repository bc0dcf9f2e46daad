// SPDX-License-Identifier: GPL-3.0-or-later
//
// The faces stage: every image of the current run's crawl -> faces with box
// and score. Detection only; nothing here can tell one face from another.

#ifndef VETO_AUDIT_FACES_FACES_H_
#define VETO_AUDIT_FACES_FACES_H_

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/digest.h"
#include "base/stage.h"
#include "config/settings.h"

namespace veto::faces {

// Pixels of the upright image (EXIF orientation applied), origin top left.
struct Box {
  int x = 0, y = 0, w = 0, h = 0;
};

enum class Band { face, possible };  // "face", "possible face"

std::string_view to_string(Band band);

struct Face {
  Box box;
  double score = 0;  // 0 to 1, the detector's own
  Band band = Band::face;
  int frame = 0;  // of an animation: where it was seen best
};

struct DetectorInfo {
  std::string name;            // "YuNet-N", "dlib-hog"
  std::string version;         // library and its version
  std::string weights_sha256;  // "" for a detector without a weights file
  std::string known_limits;    // measured recall and what it misses
};

// What a file says of its making besides its pixels (EXIF 2.32).
struct Metadata {
  bool location = false;  // a place on Earth (GPS IFD)
  std::string camera;     // make and model
};

// Words that a page has beside a picture, as written.
struct WordsBeside {
  std::string page;
  std::string kind;  // "alt", "title", "caption", "heading", "link", "person"
  std::string text;
};

// One distinct image (by payload digest) of a run.
struct ImageRecord {
  Digest digest;
  std::string capture_id;          // first capture that held it
  std::vector<std::string> urls;   // every URL that served it in this run
  std::vector<std::string> pages;  // pages that show it
  std::string format;              // "jpeg", "png", or what was sniffed
  int width = 0, height = 0;       // upright
  int orientation = 1;             // EXIF, 1 to 8
  int frames = 1;                  // of an animation; 1 for a still
  std::uint64_t bytes = 0;
  // Part of it is missing or damaged; what there was has been examined.
  bool truncated = false;
  std::string skipped;  // why it was not examined, or ""
  // From a file the user handed over: that it was public is not shown.
  bool imported = false;
  // Not 0 for an image within its page, whose capture `capture_id` then is: its
  // place among the page's (inline_images.h).
  int inline_ordinal = 0;
  bool in_sitemap = false;  // one of its URLs is listed there
  // It came without a page being named (no Referer), and its answer does not
  // keep other sites from embedding it (Cross-Origin-Resource-Policy, Fetch
  // Standard, section 3.7).
  bool embeddable = false;
  std::vector<Face> faces;
  std::uint64_t look = 0;  // of the whole picture (look.h)
  Metadata metadata;
  // It may hold another picture than the one that was examined
  // (other_picture.h); so too where that was not looked into.
  bool carries = true;
  // Only of images with faces: what pages say beside them, and the other files
  // that they offer in their place or link them to.
  std::vector<WordsBeside> words;
  std::vector<std::string> offered;
};

// Counts: "images", "examined", "skipped", "images with faces", "faces",
// "possible faces", "documents" (documents.h). Images that could not be
// examined are in `incomplete`.
Result<StageReport> run_faces(Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop);

struct FacesResult {
  DetectorInfo detector;
  std::vector<ImageRecord> images;  // ordered by first URL
};
Result<FacesResult> load_faces(Case& the_case, std::string_view run_id);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_FACES_H_
