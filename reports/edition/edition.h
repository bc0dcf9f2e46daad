// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's captures as they may be handed on: WARC files in which no third
// party's face is clear. docs/editions.md says what becomes of what.
//
// What stays stays byte for byte. What does not is replaced by a `resource`
// that shows in its place, a `conversion` that says what it was made from, and
// a `metadata` record that keeps what was said about the original. A bare
// SHA-256 of somebody's photograph finds it again wherever it is published, so
// no digest of an original that was replaced stands anywhere, nor a record id
// derived from one; a salted commitment does (commitment.h).

#ifndef VETO_REPORTS_EDITION_EDITION_H_
#define VETO_REPORTS_EDITION_EDITION_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "config/settings.h"
#include "reports/wacz/warc_sink.h"

namespace veto::reports {

struct EditionOrder {
  std::string run_id;
  // Faces that bear the mark "mine" are left as they are.
  bool own_faces_clear = true;
  std::filesystem::path derivatives;  // the file derivatives.jsonl
  // The file with the salts: it goes only where the originals go.
  std::filesystem::path salts;
  // Records of what the crawler asked for: they tell its contact.
  bool requests = true;
};

struct EditionCounts {
  std::uint64_t kept = 0;     // captures, byte for byte
  std::uint64_t blurred = 0;  // pictures with faces
  std::uint64_t redrawn = 0;  // pictures without, for what else they carried
  std::uint64_t texts = 0;    // in which pictures were replaced
  std::map<std::string, std::uint64_t> withheld;  // by reason
  std::uint64_t requests = 0;                     // left out as the order says
  // Requests left out for the ETag of an earlier answer in them.
  std::uint64_t old_names = 0;
};

// The WARC files go to `sink`. Pictures are worked on by a process a core, as
// many at once; memory is bounded by those and one record. Errors: io; damaged
// (a WARC file of the case is not whole); those of faces::Examiner::open(),
// where any picture has to be looked at.
Result<EditionCounts> write_edition(Case& the_case,
                                    const config::Settings& settings,
                                    const EditionOrder& order, WarcSink& sink);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_EDITION_H_
