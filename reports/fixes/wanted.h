// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a site's owner wants to be said, and the statements that say it in each
// vocabulary.
//
// The default is cautious: nothing is to be used for training, for datasets or
// for AI answers, and nothing is said about search. That is on purpose no
// "search=yes": silence takes nobody out of a search engine, while a yes would
// also be one to engines that search for faces.

#ifndef VETO_REPORTS_FIXES_WANTED_H_
#define VETO_REPORTS_FIXES_WANTED_H_

#include <string>
#include <vector>

#include "base/error.h"

namespace veto::reports {

struct Wanted {
  bool search = true;               // stay in search engines
  bool training = false;            // models and datasets may be made with it
  bool answers = false;             // AI services may answer with it
  std::vector<std::string> closed;  // paths that nobody is to fetch: "/team/"
  std::string policy;               // URL of the terms of a licence, or ""
  std::string contact;              // for a comment in robots.txt, or ""
  // Other origins that images come from: "https://cdn.example.org".
  std::vector<std::string> image_origins;
};

// The policy is written into files of servers and of PHP, so it is held to what
// needs no quoting anywhere. Errors: usage, naming what does not fit.
Status check_wanted(const Wanted& wanted);

// "train-ai" and "n". Empty where nothing is reserved.
struct Member {
  std::string key;
  std::string value;

  bool operator==(const Member&) const = default;
};
using Members = std::vector<Member>;

// Of Content-Usage (draft-ietf-aipref-vocab-08, section 4) and of
// Content-Signal (Cloudflare, Content Signals Policy).
Members usage_members(const Wanted& wanted);
Members signal_members(const Wanted& wanted);
// "train-ai=n, ai-use=n"
std::string joined(const Members& members);

// One file, or one part of a file, to be put on the server.
struct FixFile {
  std::string name;   // "robots.txt"; no folder in it
  std::string where;  // where it goes, as a sentence
  std::string text;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_WANTED_H_
