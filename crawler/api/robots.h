// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decides whether one crawler may fetch one URL, by RFC 9309, and by the two
// other readings that matter before anybody is accused: google/robotstxt as it
// documents itself, and a lenient one that takes tokens with digits, dots and
// spaces literally.
//
// RobotsRules::parse() reads the text once; verdict() answers any number of
// questions. Values are immutable and shared freely between threads.
//
//   rfc      The ABNF decides. A user-agent line with anything but letters,
//            "-" and "_" names nobody, yet begins a group; a rule whose path
//            holds white space or control characters is no rule.
//   google   As google/robotstxt: misspelt and longer keys, a missing colon,
//            tokens cut at the first other character ("AI2Bot" reads "AI"),
//            "index.html" in Allow also means its folder, "%xx" not decoded.
//   lenient  Google's keys, tokens taken as they stand, paths as in rfc with
//            white space percent-encoded.
//
// Departs from RFC 9309 in two points. Its ABNF wants a rule's path to begin
// with "/", its own example (section 5.1, erratum 7995) begins with "*"; both
// are read. Of a rule that the size limit cuts in two nothing is read.
//
// The length of a rule is that of its percent-encoded form (section 2.2.2
// encodes before it compares).

#ifndef VETO_CRAWLER_API_ROBOTS_H_
#define VETO_CRAWLER_API_ROBOTS_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veto::crawler {

enum class Reading { rfc, google, lenient };

// Accepts "rfc", "google", "lenient".
std::optional<Reading> parse_reading(std::string_view name);
std::string_view to_string(Reading reading);

// The answer, and the line that gave it: evidence needs both.
struct RobotsVerdict {
  bool allowed = true;
  int line = 0;        // 1-based line of the rule; 0 when no rule matched
  std::string rule;    // that line as written, trimmed: "Disallow: /private/"
  std::string group;   // product token of the group that applied, "*", or ""
  int group_line = 0;  // first user-agent line of that group; 0 for none
};

// The answer without its words.
struct RobotsDecision {
  bool allowed = true;
  int line = 0;  // as in RobotsVerdict
};

// A record that is no rule (RFC 9309, section 2.2.4): "Content-Signal",
// "License", or any other key that RobotsRules has no question for.
struct RobotsRecord {
  int line = 0;       // 1-based
  std::string key;    // in lower case, as written otherwise
  std::string value;  // without comment and white space around it
  std::string raw;    // the line as written, trimmed
  // The user-agent values of the group it stands in, as written, each once,
  // whether they are product tokens or not. Such a record does not end a run
  // of user-agent lines, so some may come after it. Empty where the record
  // stands before every group.
  std::vector<std::string> agents;

  bool operator==(const RobotsRecord&) const = default;
};

class RobotsRules {
 public:
  // Bytes past this are not read (RFC 9309, section 2.5, sets the least).
  static constexpr std::size_t kMaxBytes = 500 * 1024;

  RobotsRules();  // no groups: everything allowed
  // Never fails: what is not a rule is skipped (section 2.2.4, 2.3.1.5).
  static RobotsRules parse(std::string_view bytes);

  // `token` is a product token ("GPTBot"); `target` the URL's path and query
  // as requested ("/a?b"). "/robots.txt" is always allowed.
  RobotsVerdict verdict(std::string_view token, std::string_view target,
                        Reading reading = Reading::rfc) const;

  // The same answer; allocates nothing where the target is in normal form, for
  // those who ask a great many times.
  RobotsDecision decide(std::string_view token, std::string_view target,
                        Reading reading = Reading::rfc) const;

  // Whether some group names this token itself, not only through "*".
  bool names(std::string_view token, Reading reading = Reading::rfc) const;

  // Crawl-delay of the group that applies, in seconds; not part of RFC 9309.
  std::optional<double> crawl_delay(std::string_view token) const;
  std::vector<std::string> sitemaps() const;
  // Every user-agent value as written, in order, repeats included.
  std::vector<std::string> agents() const;

  // The records that are no rules, in order, as the rfc reading finds them.
  // At most kMaxRecords, and only as many as name kMaxRecordAgents agents in
  // all: what comes after is left out. Made anew at each call.
  static constexpr std::size_t kMaxRecords = 1000;
  static constexpr std::size_t kMaxRecordAgents = 10'000;
  std::vector<RobotsRecord> records() const;

 private:
  struct Text;
  explicit RobotsRules(std::shared_ptr<const Text> text)
      : text_(std::move(text)) {}

  std::shared_ptr<const Text> text_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_H_
