// SPDX-License-Identifier: GPL-3.0-or-later
//
// Saved pages and the files beside them -> entries: a page with its folder, a
// folder of pages and pictures, an account's export. Of private formats
// nothing is assumed: pages and images are taken, whatever else is there is
// counted.
//
// A file has the address file:///NAME/PATH, NAME that of what was handed over,
// unless the user states where a folder was served from (--url): then that and
// PATH. A page that says where it was saved from ("saved from url=", as
// browsers and SingleFile write it) has that address. The images that a page
// names are found among the files, by the page's own place or by the root.

#ifndef VETO_CRAWLER_IMPORT_SAVED_H_
#define VETO_CRAWLER_IMPORT_SAVED_H_

#include <string>
#include <vector>

#include "base/digest.h"
#include "crawler/import_entry.h"
#include "crawler/import_files.h"

namespace veto::crawler {

struct SavedFiles {
  WalkFiles walk;
  std::string root;      // NAME
  std::string page_url;  // --url for a single page, or ""
  std::string base_url;  // --url for a folder, or ""
};

// What a first walk learns.
struct SavedList {
  std::vector<std::string> names;  // of pages and images
  Digest digest;                   // of their list, as sha256sum prints it
  std::uint64_t bytes = 0;
};
Result<SavedList> list_saved(const SavedFiles& files,
                             const ImportLimits& limits);

// Errors: those of the walk and of sinks.take.
Status read_saved(const SavedFiles& files, const SavedList& list,
                  const ImportLimits& limits, const ImportSinks& sinks);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_SAVED_H_
