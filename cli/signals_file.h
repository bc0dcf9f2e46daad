// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file on this machine says: an image, or one of the files in which
// sites state their opt-outs.

#ifndef VETO_CLI_SIGNALS_FILE_H_
#define VETO_CLI_SIGNALS_FILE_H_

#include <string>
#include <vector>

#include "audit/signals/families/signal.h"
#include "base/error.h"
#include "config/settings.h"

namespace veto::cli {

// robots.txt, tdmrep.json, ai.txt and trust.txt are known by their names, an
// image, a PDF and an EPUB by their content; these are read in a worker's box.
// Errors: io, not_found, too_large, unsupported (anything else, and a document
// whose metadata is compressed or encrypted), damaged.
Result<std::vector<signals::Signal>> signals_of_file(
    const std::string& path, const config::Settings& settings);

}  // namespace veto::cli

#endif  // VETO_CLI_SIGNALS_FILE_H_
