// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a WACZ is whole, and in the one form that this program writes: its
// ZIP structures, the digests in datapackage.json, the signature, every record
// of every WARC file, and the index, which must be the one that the records
// give. Input is hostile: memory is bounded, names are labels, nothing is
// unpacked to a disk but lines of the index where there are very many.

#ifndef VETO_REPORTS_WACZ_CHECK_WACZ_H_
#define VETO_REPORTS_WACZ_CHECK_WACZ_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "reports/wacz/check_package.h"
#include "reports/wacz/zip_reader.h"

namespace veto::reports {

struct WaczFault {
  std::string_view what;  // "wacz", or "warc": a record's own
  std::string detail;     // begins with the entry's name where there is one
};

struct WaczChecked {
  std::vector<WaczFault> faults;  // empty: whole
  // Of the WARC files, by their names in archive/.
  std::map<std::string, Digest> warcs;
};

// Errors: io.
Result<WaczChecked> check_wacz(const ZipSource& source,
                               const WaczSigner& signer);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_CHECK_WACZ_H_
