// SPDX-License-Identifier: GPL-3.0-or-later
//
// An entry of a ZIP archive that is written line by line.

#ifndef VETO_REPORTS_WACZ_ENTRY_TEXT_H_
#define VETO_REPORTS_WACZ_ENTRY_TEXT_H_

#include <string>
#include <string_view>
#include <utility>

#include "reports/wacz/zip_writer.h"

namespace veto::reports {

class EntryText {
 public:
  // Errors of all: those of ZipWriter.
  static Result<EntryText> begin(ZipWriter& zip, std::string_view name) {
    auto begun = zip.begin(name, false);
    if (!begun) return pass(begun);
    return EntryText(zip);
  }
  Status line(std::string_view text) {
    waiting_.append(text).append(1, '\n');
    return waiting_.size() < kPieceBytes ? Status() : flush();
  }
  Result<ZippedFile> end() {
    if (auto flushed = flush(); !flushed) return pass(flushed);
    return zip_->end();
  }

 private:
  explicit EntryText(ZipWriter& zip) : zip_(&zip) {}
  Status flush() {
    return zip_->write(
        std::make_shared<const std::string>(std::exchange(waiting_, {})));
  }

  ZipWriter* zip_;
  std::string waiting_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_ENTRY_TEXT_H_
