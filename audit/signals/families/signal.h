// SPDX-License-Identifier: GPL-3.0-or-later
//
// One statement of a site about the use of its pages and images, as found.
//
// Each family of statements has a reader, which turns bytes into signals, and
// a resolver, which says what the signals of that family come to for one
// address and one use; the rules differ from family to family (most specific
// group, sum of negatives, first match, last key, most restrictive), so each
// has a file of its own. Signals are stored; what they come to is computed.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_SIGNAL_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_SIGNAL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace veto::signals {

// What a reader can say no to.
enum class Use {
  crawl,     // fetching it at all
  index,     // showing it in a search engine
  training,  // changing a model with it
  answer,    // giving it to a model that answers somebody
  dataset,   // putting the image into a collection for others
};

// Silence is the absence of an answer, and never consent.
enum class Wish { reserved, allowed };

enum class Family {
  rule,             // Allow and Disallow of robots.txt (RFC 9309)
  directive,        // noai, noindex, ...: X-Robots-Tag, meta robots
  tdmrep,           // TDM Reservation Protocol
  content_usage,    // IETF AIPREF
  content_signal,   // Cloudflare
  rsl,              // Really Simple Licensing
  ai_txt,           // Spawning
  trust_txt,        // JournalList
  embedded,         // PLUS, IPTC and TDM properties in XMP
  training_mining,  // CAWG and C2PA assertions
};

// Where it stood.
enum class Source { robots, header, meta, link, file, metadata };

struct Signal {
  Family family = Family::directive;
  Source source = Source::header;
  std::string url;    // page, image or file it was found in
  std::string agent;  // product token it is addressed to; "" for everybody
  std::string scope;  // path pattern it is for; "" for all of `url`'s reach
  std::string name;   // "noai", "train-ai", "tdm-reservation": lower case
  std::string value;  // "n", "1"; "" where the name says all
  std::string raw;    // line, field or element as written, printable
  int line = 0;       // of a text; 0 otherwise
  // Byte in the file, of metadata and of JSON; 0 otherwise.
  std::size_t offset = 0;
  std::string evidence;  // capture id or digest of the bytes it stood in
  // In no form that a known consumer reads: "noai; noimageai".
  bool malformed = false;
  // Why it does not say what its author meant, as a word that the lints know
  // ("value_not_token"); "" where nothing is wrong with it.
  std::string problem;

  bool operator==(const Signal&) const = default;
};

// What a resolver answers: the wish, and the place in the list it was given of
// the signal that decided.
struct Answer {
  Wish wish = Wish::reserved;
  std::size_t by = 0;

  bool operator==(const Answer&) const = default;
};

std::string_view to_string(Use use);
std::string_view to_string(Wish wish);
std::string_view to_string(Family family);
std::string_view to_string(Source source);
std::optional<Family> parse_family(std::string_view name);
std::optional<Source> parse_source(std::string_view name);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_SIGNAL_H_
