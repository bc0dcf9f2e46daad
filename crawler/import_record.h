// SPDX-License-Identifier: GPL-3.0-or-later
//
// From an entry of an imported source to what the case keeps: the capture, its
// WARC record and, of a page, what it says.
//
// The record is a "response" where the source holds an HTTP exchange, else a
// "resource" whose block is the file. Its WARC-Date is the source's, and these
// fields, ours, tell where it came from; the capture's id covers them:
//
//   Veto-Import-Source   name of the file handed over
//   Veto-Import-Digest   its SHA-256 (of a folder: see ImportedSource)
//   Veto-Import-Entry    where in it
//   Veto-Import-Date     when it was imported
//   Veto-Import-Dated-By what WARC-Date rests on
//   Veto-Import-Altered  what was done to the source's form

#ifndef VETO_CRAWLER_IMPORT_RECORD_H_
#define VETO_CRAWLER_IMPORT_RECORD_H_

#include <optional>
#include <string>

#include "crawler/api/capture.h"
#include "crawler/api/imports.h"
#include "crawler/api/page.h"
#include "crawler/import_entry.h"

namespace veto::crawler {

struct ImportedRecord {
  Capture capture;
  std::string members;  // the record's gzip member
  std::optional<Page> page;
};

// Whether it is worth keeping: a page, an image, a robots.txt, a file of
// opt-outs (signal_files.h) or a redirect.
bool is_wanted(const ImportEntry& entry);

// Costly: hashes, compresses, parses.
ImportedRecord import_record(ImportEntry entry, const ImportedSource& source);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_RECORD_H_
