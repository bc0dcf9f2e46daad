// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statements that stand in the groups of a robots.txt beside its rules
// (Content-Usage, Content-Signal): whom they address, and which of them apply
// to one crawler and one address.
//
// Groups are chosen as for rules (RFC 9309, section 2.2.1): all groups that
// name the crawler are one; only where none names it, all "*" groups are one.
// So a crawler that is named anywhere hears nothing of what the "*" group
// says, even where its own group holds no such statement. The signals alone
// cannot tell that a silent group exists; therefore the question holds the
// rules of the same robots.txt.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_ROBOTS_SCOPE_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_ROBOTS_SCOPE_H_

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "crawler/api/robots.h"

namespace veto::signals {

// Signals of one family that are read from one robots.txt; more are left out.
inline constexpr std::size_t kMaxRobotsSignals = 10'000;
inline constexpr std::size_t kMaxRawBytes = 500;  // of Signal::raw here

// The problem of a statement before every group, or in a group whose
// user-agent lines name nobody: it addresses no crawler (section 2.2.2).
inline constexpr std::string_view kNoGroup = "no_group";

bool addresses_nobody(const crawler::RobotsRecord& record);

// Adds the signal once for each agent of the record's group; `agent` is that
// user-agent value as written, "" for "*". Source, line and raw are the
// record's. Where it addresses nobody one signal is added, whose problem is
// kNoGroup unless it has another.
void add_addressed(std::vector<Signal>& signals, Signal signal,
                   const crawler::RobotsRecord& record);

// Takes a path pattern off the front of the value: one is there when it begins
// with "/", up to the first blank. "" where there is none.
std::string_view take_path(std::string_view& value);

// Makes the path pattern the signal's scope. What is not fit for printing is
// percent-encoded, which matches the same. One of more than kMaxScopeBytes is
// cut, and the signal applies nowhere.
inline constexpr std::string_view kPathTooLong = "path_too_long";
inline constexpr std::size_t kMaxScopeBytes = 2000;
void set_scope(Signal& signal, std::string_view path);

// Who asks about what.
struct RobotsQuestion {
  // Of the robots.txt that the signals stood in; one without groups where
  // there is none. Has to outlive the question.
  const crawler::RobotsRules& rules;
  std::string_view token;   // product token; "" or "*": one named nowhere
  std::string_view target;  // path and query as requested
  // rfc, or lenient for tokens that RFC 9309 does not allow.
  crawler::Reading reading = crawler::Reading::rfc;
};

// Places of the signals that apply: all from elsewhere, such as headers, and
// of those in the crawler's group the ones with the longest matching path, in
// octets. Only signals for which `takes_part` holds are looked at.
std::vector<std::size_t> applying(
    std::span<const Signal> signals, const RobotsQuestion& question,
    const std::function<bool(const Signal&)>& takes_part);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_ROBOTS_SCOPE_H_
