// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a bundle is made, so that whoever is stopped at any moment leaves no
// bundle or a whole one: bundles/NAME.partial in the case, with all that is
// needed meanwhile. The names of finished bundles never end so.

#ifndef VETO_REPORTS_BUNDLE_UNFINISHED_H_
#define VETO_REPORTS_BUNDLE_UNFINISHED_H_

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "base/case.h"
#include "base/error.h"

namespace veto::reports {

// Removes those that commands left which were ended before they were done, and
// says so in the custody log, an event each: action "delete". Nobody else
// writes one meanwhile, for whoever has the case open has it alone. Errors: io.
Status remove_unfinished(Case& the_case);

// Whether the case has a bundle of that name, or had one: its salts and what
// its names stand for are kept when it is moved away.
bool is_taken(const Case& the_case, const std::string& name);

class Unfinished {
 public:
  // `name` is that of the bundle, and not taken. Creates nothing.
  Unfinished(const Case& the_case, const std::string& name);
  // What was not published is gone.
  ~Unfinished();
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  std::filesystem::path bundle() const;
  // Of an edition, and what a lesser one's names stand for; each may be absent.
  std::filesystem::path salts() const;
  std::filesystem::path aliases() const;

  // Makes the bundle durable, has `note` tell the custody log of it, and puts
  // everything where it stays: editions/NAME.salts.jsonl, .aliases.jsonl, and
  // bundles/NAME, whose path is returned. Errors: io; those of `note`.
  Result<std::filesystem::path> publish(
      const std::function<Status()>& note) const;

 private:
  std::filesystem::path path_;
  std::map<std::string, std::filesystem::path> kept_;  // name in dir_ -> place
  std::filesystem::path dir_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_UNFINISHED_H_
