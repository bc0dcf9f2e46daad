// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where WARC files go that are made one after another.

#ifndef VETO_REPORTS_WACZ_WARC_SINK_H_
#define VETO_REPORTS_WACZ_WARC_SINK_H_

#include <string>
#include <string_view>

#include "base/error.h"

namespace veto::reports {

class WarcSink {
 public:
  virtual ~WarcSink() = default;
  // The next file, of less than 4 GiB; the one before is whole. Its name is one
  // for an archive (wacz_writer.h). Errors: io, bug (a name).
  virtual Status begin(const std::string& name) = 0;
  // Whole gzip members, each with a record. Errors: io.
  virtual Status append(std::string_view members) = 0;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_WARC_SINK_H_
