// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words that pages have beside the pictures with faces, and the other files
// that they offer in their place: read from the stored pages, and kept.

#ifndef VETO_AUDIT_FACES_WORDS_H_
#define VETO_AUDIT_FACES_WORDS_H_

#include <functional>
#include <string>
#include <vector>

#include "audit/faces/faces.h"
#include "base/case.h"
#include "base/error.h"
#include "crawler/api/surroundings.h"

namespace veto::faces {

// What pages say of one image.
struct Beside {
  std::vector<WordsBeside> words;
  std::vector<std::string> offered;
};

// Adds what an element says to what is known of the image that it shows: texts
// that are not empty, none twice; its other files, and a link to one.
void add_surroundings(const std::string& page,
                      const crawler::ImageSurroundings& element,
                      const ImageRecord& image, Beside& beside);

// Makes or updates the tables. Errors: unsupported, io.
Status open_words(Database& db);
// In place of what was kept of that run before.
Status store_words(Database& db, const std::string& run_id,
                   const std::vector<ImageRecord>& images);
// Puts them to their images. Errors: io, damaged.
Status read_words(Database& db, const std::string& run_id,
                  std::vector<ImageRecord>& images);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_WORDS_H_
