// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of imported sources (crawler/api/imports.h). Called inside a
// transaction; what SOCI throws passes through to it.

#ifndef VETO_CRAWLER_IMPORT_TABLE_H_
#define VETO_CRAWLER_IMPORT_TABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "base/db.h"
#include "crawler/api/imports.h"

namespace veto::crawler {

// Adds the source, or brings its row up to date.
void put_import(soci::session& sql, const ImportedSource& source);
std::optional<ImportedSource> find_import(soci::session& sql,
                                          const std::string& id);
std::vector<ImportedSource> imports_of(soci::session& sql,
                                       const std::string& run_id);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_TABLE_H_
