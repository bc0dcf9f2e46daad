// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the DNS called the addresses of clients, and when it was asked: one
// line of JSON an answer, in a file that is only added to (docs/identity.md).
// A client whose address has a name of its operator's that leads back to the
// address is known by it (forward-confirmed reverse DNS). Nothing here asks:
// who may do so is handed in.

#ifndef VETO_AUDIT_LOGS_REVERSE_NAMES_H_
#define VETO_AUDIT_LOGS_REVERSE_NAMES_H_

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/stage.h"
#include "base/time.h"

namespace veto::logs {

inline constexpr std::string_view kNameAnswersName = "dns.jsonl";
inline constexpr std::size_t kMaxAnswerBytes = 32u << 20;
inline constexpr std::size_t kMaxAnswerLine = 32 * 1024;

struct NameAnswer {
  std::string ip;  // as Address::text
  UtcTime asked;
  std::vector<std::string> names;
  // Of those names that may be an operator's: their addresses.
  std::map<std::string, std::vector<std::string>> addresses;
};

// With its line feed.
std::string answer_line(const NameAnswer& answer);

// Whether the host lies under one of these suffixes (".googlebot.com"): with a
// label before it, and without regard to case.
bool is_under(std::string_view host, const std::vector<std::string>& suffixes);

// The name under one of these suffixes that leads back to the address; "" for
// none.
std::string_view confirmed_name(const NameAnswer& answer,
                                const std::vector<std::string>& suffixes);

class NameAnswers {
 public:
  struct Kept {
    NameAnswer answer;
    std::string line;  // without its line feed
  };

  // Empty where there is no such file. Lines that are none are left out with a
  // warning. Errors: io, too_large.
  static Result<NameAnswers> load(const std::filesystem::path& path,
                                  const Sinks& sinks);

  void add(Kept kept);
  bool empty() const { return by_ip_.empty(); }
  // The answer whose time is nearest to all of [first, last]; null for none.
  const Kept* nearest(const std::string& ip, UtcTime first, UtcTime last) const;
  // Whether there is an answer that one of now could not be better than: not
  // much older than the client's last request, or younger.
  bool has_answer(const std::string& ip, UtcTime last) const;

 private:
  std::map<std::string, std::vector<Kept>, std::less<>> by_ip_;
};

// How far the farther end of [first, last] is from the time of the answer.
UtcTime::duration distance_of(const NameAnswer& answer, UtcTime first,
                              UtcTime last);

// Asks the DNS about one address; the addresses of those names alone that
// `follows` names. An error of kind too_large ends the asking, any other is
// about this address.
using NameAsker = std::function<Result<NameAnswer>(
    const std::string& ip,
    const std::function<bool(const std::string& name)>& follows)>;

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REVERSE_NAMES_H_
