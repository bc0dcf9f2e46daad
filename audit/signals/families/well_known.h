// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files at fixed places that may hold statements about use, and whether an
// answer to a request for one of them is that file.
//
// Single-page applications answer every path with 200 and their start page, so
// a status alone shows nothing: what begins as HTML is never such a file
// (WHATWG MIME Sniffing, section 7.1, has the same idea of what HTML begins
// with). A file that reads as what it should be although its Content-Type says
// otherwise does count, since consumers differ in what they look at; the wrong
// type is worth telling its owner. /llms.txt is listed because people take it
// for an opt-out; it is a table of contents for language models and says
// nothing about what may be done. /.well-known/security.txt is no statement
// about use and is not listed.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_WELL_KNOWN_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_WELL_KNOWN_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "audit/signals/families/signal.h"

namespace veto::signals {

struct WellKnownFile {
  std::string_view path;
  std::optional<Family> family;  // nothing: no statement about use
  std::string_view media_type;   // as it should be served
};

std::span<const WellKnownFile> well_known_files();
// Null for a path that is not listed.
const WellKnownFile* well_known_file(std::string_view path);

enum class Presence { present, absent, not_that_file };

struct FileVerdict {
  Presence presence = Presence::absent;
  // "" when nothing is to be said; of a file that is present only
  // "wrong_type". Of others "not_200", "empty", "too_large", "html_answer",
  // "wrong_type".
  std::string_view reason;

  bool operator==(const FileVerdict&) const = default;
};

inline constexpr std::size_t kMaxWellKnownBytes = 500 * 1024;

// `status` and the rest are of the last answer, after redirects; 0 where there
// was none. `content_type` is the field's value. A path that is not listed may
// have any type but that of a page.
FileVerdict judge_file(std::string_view path, int status,
                       std::string_view content_type, std::string_view body);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_WELL_KNOWN_H_
