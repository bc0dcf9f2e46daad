// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which robots.txt an origin served when, as far as that is known. A version
// is an interval between two sightings of the same text; what lies between
// sightings of different texts is unknown and is said to be.

#ifndef VETO_CRAWLER_API_ROBOTS_HISTORY_H_
#define VETO_CRAWLER_API_ROBOTS_HISTORY_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"
#include "crawler/api/robots.h"

namespace veto::crawler {

// How a version's text and interval are known, weakest first.
enum class Provenance {
  git,         // committed then, in a repository of the user's
  asserted,    // the user says so (--robots DIR)
  size_match,  // the body size in the log names this version
  captured,    // this program fetched it
};

std::string_view to_string(Provenance provenance);

// Nothing but the user's word.
constexpr bool is_stated(Provenance provenance) {
  return provenance <= Provenance::asserted;
}

// How a client may read what was served (RFC 9309, section 2.3.1).
enum class Availability {
  rules,        // 2xx: the rules apply
  unavailable,  // 4xx, and a redirect that led nowhere: no restriction
  unreachable,  // 5xx, and no answer at all: complete disallow
};

// Any other number, such as 0 for a connection that failed, is unreachable.
Availability availability_of(int http_status);

struct RobotsVersion {
  std::string origin;  // "https://example.org"; "" when the log names no host
  int status = 200;
  std::string text;  // bytes as served; empty unless status is 2xx
  Digest digest;     // of text
  UtcTime seen_from;
  UtcTime seen_to;
  Provenance provenance = Provenance::captured;
  std::string source;  // capture id, or the file the text was imported from
  RobotsRules rules;   // parsed from text; empty unless status is 2xx

  Availability availability() const { return availability_of(status); }
};

// Versions of one origin, in order of time, never overlapping.
class RobotsHistory {
 public:
  explicit RobotsHistory(std::string origin = {})
      : origin_(std::move(origin)) {}

  // One sighting. The same text and status as the last one extends its
  // interval; anything else begins a new version. Sightings come in order of
  // time; one that is older than the last is refused, and so is another text
  // at the same instant. A version keeps the source of its first sighting and
  // the weakest provenance of them all: its interval is known no better.
  Status sighted(UtcTime at, int status, std::string_view text,
                 Provenance provenance, std::string source);

  // What was served since the last sighting is not known: the next one begins a
  // version, whatever it saw.
  void lost_sight() { lost_ = true; }

  // Reads "<YYYYMMDDTHHMMSSZ>.txt" files, each in force from that second until
  // the microsecond before the next begins, the last one until `until` (or for
  // an instant, when it begins later); a neighbour ".status" file holds an HTTP
  // status other than 200, and may stand alone where no text was served.
  // Hidden files and folders are passed over. Errors: not_found, io, too_large,
  // usage (a name that is no time, an unreadable status, an empty folder).
  static Result<RobotsHistory> import(const std::filesystem::path& dir,
                                      UtcTime until, std::string origin = {});

  // The version in force at that instant; null where it is unknown.
  std::shared_ptr<const RobotsVersion> at(UtcTime time) const;
  // Every version in force at some instant of [from, to], oldest first;
  // nothing when any part of it is unknown.
  std::optional<std::vector<std::shared_ptr<const RobotsVersion>>> during(
      UtcTime from, UtcTime to) const;
  // Seen at that body size with status 200, newest first.
  std::vector<std::shared_ptr<const RobotsVersion>> of_size(
      std::uint64_t bytes) const;

  const std::vector<std::shared_ptr<const RobotsVersion>>& versions() const {
    return versions_;
  }

 private:
  std::string origin_;
  bool lost_ = false;
  std::vector<std::shared_ptr<const RobotsVersion>> versions_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_HISTORY_H_
