// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the site's pages and images asked about their use, and when: noai and
// noimageai in meta elements and X-Robots-Tag, reservations of the TDM
// Reservation Protocol in header, meta element and tdmrep.json. As with
// robots.txt it is known in intervals of sight: what two sightings in a row
// both carried was sent in between; before the first, behind the last and
// between two that differ it is unknown.

#ifndef VETO_AUDIT_LOGS_SENT_HISTORY_H_
#define VETO_AUDIT_LOGS_SENT_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "base/time.h"

namespace veto::logs {

enum class Ask { noai, noimageai, tdm_reservation };

std::string_view to_string(Ask ask);  // "noai", "tdm-reservation"

struct Statement {
  Ask ask = Ask::noai;
  std::string agent;  // product token it is addressed to; "" for everybody
  signals::Source source = signals::Source::header;
  std::string raw;  // as written, printable
};

// One look at a page or image. A file that speaks for it, tdmrep.json, was not
// fetched in the same instant.
struct Sighting {
  UtcTime earliest, latest;
  std::vector<Statement> said;
  std::int64_t bytes = -1;  // of the body; -1 when not known
  std::string capture_id;
  std::string url;
};

class SentHistory {
 public:
  static constexpr std::size_t kMaxSightings = 500'000;
  static constexpr std::size_t kMaxShown = 64;  // pages kept of one image
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  // Sightings come in order of time for each target. False beyond
  // kMaxSightings; one that says nothing of what never said anything is not
  // kept, and needs no room.
  bool add(std::string_view target, Sighting sighting);
  // A page that shows an image, both known by add(); others are passed over.
  void add_shown(std::string_view page, std::string_view image);

  bool empty() const { return resources_.empty(); }
  // kNone for what never said anything.
  std::uint32_t find(std::string_view target) const;
  // The sighting before `time`, where it and the one behind it carry that for
  // this agent; null where that is not known. `statement` is set then.
  const Sighting* in_force(std::uint32_t target, UtcTime time, Ask ask,
                           std::string_view token,
                           const Statement** statement) const;
  // Size of the body, where both sightings agree; -1 else.
  std::int64_t bytes(std::uint32_t target, UtcTime time) const;
  const std::vector<std::uint32_t>& shown_by(std::uint32_t image) const {
    return resources_[image].shown_by;
  }

 private:
  struct Resource {
    std::vector<Sighting> sightings;
    std::vector<std::uint32_t> shown_by;
  };
  struct Neighbours {
    const Sighting* before = nullptr;
    const Sighting* behind = nullptr;
  };
  Neighbours about(std::uint32_t target, UtcTime time) const;

  std::map<std::string, std::uint32_t, std::less<>> targets_;
  std::vector<Resource> resources_;  // by target
  std::size_t sightings_ = 0;
};

// The first of these for that agent, in its name or everybody's.
const Statement* find_statement(const std::vector<Statement>& said, Ask ask,
                                std::string_view token);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SENT_HISTORY_H_
