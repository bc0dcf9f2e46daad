// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers that stand for no bytes of their own, and whose fields may tell of
// those of a picture: one that sends on to it, or says that it is gone, has not
// changed, or would come (HEAD). Whether what they are about is replaced is
// known once everything else was looked at: until then they wait.

#ifndef VETO_REPORTS_EDITION_WAITING_ANSWERS_H_
#define VETO_REPORTS_EDITION_WAITING_ANSWERS_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reports/edition/work.h"

namespace veto::reports {

class WaitingAnswers {
 public:
  // Takes the work in, whose pictures are decided upon, where it has to wait.
  // What is beyond the bounds of memory does not wait: it is left out
  // (`withheld` is set).
  bool take(Work& work);
  // Of each exchange that does not stay as it is.
  void replaced(const Work& work);
  // Those that waited, `withheld` where they are about a picture (they were
  // asked for as one) or about something replaced, at the same URL or where
  // they lead to in the end. To be called once.
  std::vector<Work> finish();

 private:
  void spread_to_redirects();

  std::set<std::string> replaced_;                  // URLs
  std::multimap<std::string, std::string> led_to_;  // URL -> who sends there
  std::vector<Work> works_;
  std::uint64_t bytes_ = 0;
};

// Leaves out requests that name an earlier answer by its ETag, of an exchange
// in which that answer was not confirmed; says how many.
std::size_t leave_out_old_names(Work& work);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_WAITING_ANSWERS_H_
