// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether datapackage.json lists the files of a WACZ as they are, and
// datapackage-digest.json stands for it, signed by whom it must be.

#ifndef VETO_REPORTS_WACZ_CHECK_PACKAGE_H_
#define VETO_REPORTS_WACZ_CHECK_PACKAGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace veto::reports {

// By whom it must be signed: "" by nobody; else by the key of that
// public_key_text(). Nothing: by anybody or nobody, but rightly.
using WaczSigner = std::optional<std::string>;

// What was found in the archive. Digests are "sha256:<hex>".
struct WaczPackage {
  struct File {
    std::string hash;
    std::uint64_t size = 0;
  };
  std::string package;                // datapackage.json
  std::string hash;                   // its digest
  std::string digest;                 // datapackage-digest.json
  std::map<std::string, File> files;  // all others
};

// Faults, each with the entry it is about.
std::vector<std::pair<std::string, std::string>> check_package(
    const WaczPackage& found, const WaczSigner& signer);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_CHECK_PACKAGE_H_
