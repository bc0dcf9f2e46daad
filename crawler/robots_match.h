// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a rule's path matches a URL's path and query (RFC 9309, sections
// 2.2.2 and 2.2.3): normalisation of both sides, then "*" and "$".
//
// Most paths are in normal form as they stand. They are not copied: a path is
// a view, and what had to be rewritten is kept in an arena.

#ifndef VETO_CRAWLER_ROBOTS_MATCH_H_
#define VETO_CRAWLER_ROBOTS_MATCH_H_

#include <array>
#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>

namespace veto::crawler {

// Keeps what was rewritten. An empty one costs nothing.
class RobotsArena {
 public:
  std::string_view keep(std::string text) {
    return kept_.emplace_front(std::move(text));
  }

 private:
  std::forward_list<std::string> kept_;
};

// A path in the two forms that are compared. RFC 9309 wants reserved octets
// percent-encoded, and its example makes "?u=https://x" equal to
// "?u=https%3A%2F%2Fx", while "%2F" in a path is no "/" (RFC 3986, section
// 2.2). So `decoded_query` holds the octets : / ? @ of the query unencoded,
// and two paths are equal when either form is.
struct RobotsPath {
  std::string_view text;
  std::string_view decoded_query;  // empty where it would be the same as text
};

// Normalises a URL's path and query: "%xx" of an unreserved octet is decoded,
// octets that no URL may hold as they are are encoded, hexadecimal digits
// become upper case, and so do "*" and "$" become "%2A" and "%24"; a fragment
// is left out. The result points into `target` or the arena.
RobotsPath normalise_target(std::string_view target, RobotsArena& arena);

// The same for a rule, whose "*" and final "$" keep their meaning.
RobotsPath normalise_pattern(std::string_view pattern, RobotsArena& arena);

// What google/robotstxt does instead: hexadecimal digits in upper case, bytes
// from 0x80 encoded, nothing decoded; only patterns, never the URL.
std::string_view google_pattern(std::string_view pattern, RobotsArena& arena);

// Both are bytes, already normalised. "*" is any number of octets, a final "$"
// the end of `target`; otherwise the pattern has to match a beginning of it.
// Linear in the two sizes, however many "*" there are.
bool robots_match(std::string_view pattern, std::string_view target);

// Either form of the pattern matches the same form of the target.
bool robots_match(const RobotsPath& pattern, const RobotsPath& target);

// Tells in a few instructions that a pattern cannot match: the octets before
// its first "*", eight at the most, and, where it has a "*", a set of the pairs
// of neighbouring octets that any match has to hold (a Bloom filter).
struct RobotsSieve {
  std::uint64_t head = 0;
  std::uint64_t head_mask = 0;
  std::array<std::uint64_t, 2> pairs{};

  static RobotsSieve of_pattern(std::string_view pattern);
  // What of_pattern()'s are held against. All pairs are there unless asked.
  static RobotsSieve of_target(std::string_view target, bool with_pairs);

  bool may_match(const RobotsSieve& target) const {
    return (target.head & head_mask) == head &&
           (pairs[0] & ~target.pairs[0]) == 0 &&
           (pairs[1] & ~target.pairs[1]) == 0;
  }
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_MATCH_H_
