// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a consumer may take from all that is said about one page or image, use
// by use.
//
// A consumer's takes (consumer.h) are asked in the table's order; one that
// reserves decides, since none of these families gives way to another where a
// standard says so and the cautious answer is the restrictive one; else the
// first that allows. Rules of robots.txt come before all: what may not be
// fetched is not used, and what its response says is not seen.
//
// A rule allows crawling where a line says so, and nothing else ever: being let
// in to fetch is no leave to train, whomever the group names. A robots.txt that
// cannot be reached (5xx) asks everybody to stay away, one that is refused or
// absent (4xx) asks nothing (RFC 9309, section 2.3.1).
//
// Silence is no consent.

#ifndef VETO_AUDIT_SIGNALS_CONSUMERS_READING_H_
#define VETO_AUDIT_SIGNALS_CONSUMERS_READING_H_

#include <optional>
#include <string>
#include <string_view>

#include "audit/signals/consumers/consumer.h"
#include "audit/signals/consumers/said.h"

namespace veto::signals {

enum class State { reserved, allowed, silent };

std::string_view to_string(State state);

struct ConsumerReading {
  const Consumer* consumer = nullptr;
  Use use = Use::crawl;
  State state = State::silent;
  // What decided; of silence the first take that was asked.
  Family family = Family::rule;
  Sureness sure = Sureness::documented;
  std::string_view source;
  // Where it stands, as written: "Disallow: /", "X-Robots-Tag: noai". Empty
  // for silence, and for a robots.txt that could not be reached.
  std::string raw;
  std::string place;           // URL it was found in, ":line" where it has one
  bool robots_unseen = false;  // no robots.txt of this origin was ever seen

  bool operator==(const ConsumerReading&) const = default;
};

// Nothing where the consumer has no take for that use of such a resource: then
// the use is not known to be its business.
std::optional<ConsumerReading> read_for(const Consumer& consumer, Use use,
                                        const Said& said);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_CONSUMERS_READING_H_
