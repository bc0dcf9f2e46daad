// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a user handed over to be audited without the network: saved pages, HAR,
// WARC and WACZ files, an account's export. Captures made from it say so
// (Capture::import_id): a file that somebody supplies shows what that file
// holds, not that a site served it.

#ifndef VETO_CRAWLER_API_IMPORTS_H_
#define VETO_CRAWLER_API_IMPORTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::crawler {

// Entries that did not become captures, by reason. A loss could have been a
// page or an image and could not be read; the others are neither.
struct LeftOut {
  std::string reason;  // "no page and no image", "over the limit of ..."
  std::uint64_t count = 0;
  bool loss = false;
  std::string example;  // the first entry's name
};

// One file or folder as it was handed over. entries == kept + the sum of what
// was left out.
struct ImportedSource {
  std::string id;  // SHA-256 of run, name and digest, in hex
  std::string run_id;
  std::string name;  // of the file or folder, without the way to it
  std::string kind;  // "HAR", "WARC", "WACZ", "saved page", "folder", ...
  // Of the file; of a folder, of the list of its pages and images as sha256sum
  // prints it, in order of name.
  Digest digest;
  std::uint64_t bytes = 0;
  std::string base_url;  // --url, the user's statement; or ""
  UtcTime imported;
  bool done = false;  // read to its end
  std::uint64_t entries = 0;
  std::uint64_t kept = 0;  // became captures
  std::vector<LeftOut> left_out;
  std::string problem;  // why it could not be read to its end, or ""
};

// In the order in which they were imported; empty for a run without any.
Result<std::vector<ImportedSource>> load_imports(Case& the_case,
                                                 std::string_view run_id);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_IMPORTS_H_
