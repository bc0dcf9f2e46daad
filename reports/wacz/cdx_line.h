// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of a WACZ's index (CDXJ 0.1.0 of specs.webrecorder.net): where a URL's
// record lies.
//
//   <key> <YYYYMMDDhhmmss> {"url":...,"mime":...,"status":...,"digest":...,
//     "length":...,"offset":...,"filename":...,"recordDigest":...}
//
// `digest` is the payload's as the record states it, `recordDigest` the SHA-256
// of the compressed record. Numbers are texts, as other writers have them.

#ifndef VETO_REPORTS_WACZ_CDX_LINE_H_
#define VETO_REPORTS_WACZ_CDX_LINE_H_

#include <optional>
#include <string>
#include <string_view>

#include "crawler/api/warc_walk.h"

namespace veto::reports {

// The key by which a URL is looked up, as warcio.js and ReplayWeb.page form it:
// the host without "www." and its like, its labels in reverse, in lower case,
// the query's parts in order. Of a URL that is not http, the URL.
std::string surt(std::string_view url);

// Without line feed. Nothing for a record that no URL leads to: warcinfo,
// requests, metadata of ours. `file` is the record's, without folder.
std::optional<std::string> cdx_line(const crawler::WarcSeen& record,
                                    std::string_view file);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_CDX_LINE_H_
