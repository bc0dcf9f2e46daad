// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files that an edition is written into: WARC files of at most 1 GB each,
// begun by a warcinfo record that says what they are.

#ifndef VETO_REPORTS_EDITION_EDITION_FILES_H_
#define VETO_REPORTS_EDITION_EDITION_FILES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/time.h"
#include "reports/wacz/warc_sink.h"

namespace veto::reports {

class EditionFiles {
 public:
  EditionFiles(WarcSink& sink, std::string run_id, UtcTime now)
      : sink_(sink), run_id_(std::move(run_id)), now_(now) {}

  // Members that belong together. Errors: those of the sink.
  Status append(std::span<const std::string_view> members);
  Status append(std::string_view members) { return append({&members, 1}); }

 private:
  Status begin_file();
  Status add(std::string_view members);

  WarcSink& sink_;
  std::string run_id_;
  UtcTime now_;
  std::size_t files_ = 0;
  std::uint64_t size_ = 0;  // of the file that was begun last
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_EDITION_FILES_H_
