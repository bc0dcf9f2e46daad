// SPDX-License-Identifier: GPL-3.0-or-later
//
// What two runs of a case received: which pages and images are new, changed,
// or were there before and not now, and which robots.txt answers differ.
//
// "Not now" is not "gone": a later run may not have asked, or may have been
// refused. Only an answer of 404 or 410 says gone; everything else says what
// is known.

#ifndef VETO_CRAWLER_API_RUN_DIFF_H_
#define VETO_CRAWLER_API_RUN_DIFF_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/digest.h"
#include "base/error.h"

namespace veto::crawler {

struct Received {
  std::string url;
  std::string capture_id;
  int status = 0;  // 0 without an answer, and for files that were imported
  Digest digest;   // of the payload
};

// There in both runs, with other bytes.
struct ChangedResource {
  Received before;
  Received after;
};

struct MissingResource {
  // gone: 404 or 410; moved: a redirection; not_checked: asked for without a
  // usable answer; not_asked: nothing led there, or a limit was reached.
  enum class State { gone, moved, not_checked, not_asked };

  Received before;
  State state = State::not_asked;
  std::string detail;  // "answered 404", where it leads, why it failed; or ""
};

std::string_view to_string(MissingResource::State state);

struct ResourceDiff {
  std::vector<Received> added;
  std::vector<MissingResource> missing;
  std::vector<ChangedResource> changed;
  std::size_t same = 0;
};

// All lists in order of URL.
struct CapturesDiff {
  ResourceDiff pages;
  ResourceDiff images;
  // robots.txt by its address; one that only a single run asked for is no
  // difference.
  std::vector<ChangedResource> robots;
};

// Errors: io.
Result<CapturesDiff> diff_captures(Case& the_case, std::string_view before,
                                   std::string_view after);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_RUN_DIFF_H_
