// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in a bundle for the WARC files of the case that are not in it in
// clear: commitments to them, and, where a reader was named, the files
// themselves in an envelope that this reader alone opens.

#ifndef VETO_REPORTS_EDITION_ORIGINALS_H_
#define VETO_REPORTS_EDITION_ORIGINALS_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "reports/seal/envelope.h"

namespace veto::reports {

struct Originals {
  std::vector<std::filesystem::path> warcs;  // of the case
  std::filesystem::path salts;  // of the edition; those of the files are added
  std::filesystem::path dir;    // the folder to write into
  std::string run_id;
  UtcTime now;
  const Addressees* to = nullptr;  // null: they stay in the case
};

// Writes sealed.json, the time stamps that the files were given when they were
// written, and originals.p7m (originals.2.p7m and so on), a tar archive of the
// WARC files and the salts. Each file is read once, by a thread of its own.
class OriginalsWriter {
 public:
  // Begins with the files. `originals` must outlive it.
  explicit OriginalsWriter(const Originals& originals);
  // Leaves off what is not finished.
  ~OriginalsWriter();
  OriginalsWriter(const OriginalsWriter&) = delete;
  OriginalsWriter& operator=(const OriginalsWriter&) = delete;

  // To be called once the edition's salts are whole. Errors: io, not_found,
  // too_large, bug.
  Status finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_ORIGINALS_H_
