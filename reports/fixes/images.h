// SPDX-License-Identifier: GPL-3.0-or-later
//
// The statement that travels with a photograph: plus:DataMining of the PLUS
// Coalition, which IPTC Photo Metadata 2023.1 took over, in the file's XMP.

#ifndef VETO_REPORTS_FIXES_IMAGES_H_
#define VETO_REPORTS_FIXES_IMAGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "reports/fixes/wanted.h"

namespace veto::reports {

// The URI of the vocabulary http://ns.useplus.org/ldf/vocab/ that says what is
// wanted; empty where nothing is reserved.
std::string_view data_mining_value(const Wanted& wanted);

// A script that calls exiftool, and the configuration that teaches the property
// to an exiftool that does not know it (that of Debian 12 does not). Nothing
// where nothing is reserved.
std::vector<FixFile> image_fixes(const Wanted& wanted);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_IMAGES_H_
