// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a rule's path matches a URL's path and query (RFC 9309, sections
// 2.2.2 and 2.2.3): normalisation of both sides, then "*" and "$".

#ifndef VETO_CRAWLER_ROBOTS_MATCH_H_
#define VETO_CRAWLER_ROBOTS_MATCH_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// A path in the two forms that are compared. RFC 9309 wants reserved octets
// percent-encoded, and its example makes "?u=https://x" equal to
// "?u=https%3A%2F%2Fx", while "%2F" in a path is no "/" (RFC 3986, section
// 2.2). So `decoded_query` holds the octets : / ? @ of the query unencoded,
// and two paths are equal when either form is.
struct RobotsPath {
  std::string text;
  std::string decoded_query;  // empty where it would be the same as text
};

// Normalises a URL's path and query: "%xx" of an unreserved octet is decoded,
// octets that no URL may hold as they are are encoded, hexadecimal digits
// become upper case, and so do "*" and "$" become "%2A" and "%24".
RobotsPath normalise_target(std::string_view target);

// The same for a rule, whose "*" and final "$" keep their meaning.
RobotsPath normalise_pattern(std::string_view pattern);

// What google/robotstxt does instead: hexadecimal digits in upper case, bytes
// from 0x80 encoded, nothing decoded; only patterns, never the URL.
std::string google_pattern(std::string_view pattern);

// Both are bytes, already normalised. "*" is any number of octets, a final "$"
// the end of `target`; otherwise the pattern has to match a beginning of it.
// Linear in the two sizes, however many "*" there are.
bool robots_match(std::string_view pattern, std::string_view target);

// Either form of the pattern matches the same form of the target.
bool robots_match(const RobotsPath& pattern, const RobotsPath& target);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_MATCH_H_
