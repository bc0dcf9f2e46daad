// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run knows of the opt-outs of a site: of every origin its files, of
// every page and image what it says for itself. Lints and readings are made
// from this, and from nothing else.

#ifndef VETO_AUDIT_SIGNALS_CONSUMERS_SITE_H_
#define VETO_AUDIT_SIGNALS_CONSUMERS_SITE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "audit/signals/consumers/said.h"
#include "audit/signals/families/signal.h"
#include "audit/signals/families/well_known.h"
#include "base/digest.h"
#include "crawler/api/capture.h"
#include "crawler/api/robots_history.h"

namespace veto::signals {

// One file at a fixed place, or a license file, as it was answered.
struct SignalFile {
  std::string url;  // that was asked for
  std::string capture_id;
  int status = 0;      // of the last answer; 0 where there was none
  int redirects = 0;   // that were followed to it
  bool loops = false;  // they lead back to where they were
  FileVerdict verdict;
  Digest payload;
};

// Scheme, host and port.
struct Origin {
  std::string name;  // "https://example.org"
  std::shared_ptr<const crawler::RobotsVersion> robots;  // the newest; or null
  std::vector<SignalFile> files;
  // Of robots.txt (its records, not its rules) and of the files.
  std::shared_ptr<const std::vector<Signal>> signals;
  bool is_seed = false;        // a seed lies there
  bool serves_pages = false;   // some page of the run
  bool serves_images = false;  // some image of the run
  // Was only looked at for its robots.txt: the http or www twin of a seed's.
  bool is_twin = false;
};

struct Resource {
  std::string url;  // of the response
  std::string origin;
  std::string capture_id;
  Digest payload;
  crawler::Headers headers;  // of the response; empty for a saved file
  bool has_response = true;  // false for a file that a user saved
  Said said;
  // Of a page: the images it shows, by the URL of their responses.
  std::vector<std::string> shows;
};

struct Site {
  std::map<std::string, Origin> origins;      // by name
  std::map<std::string, Resource> resources;  // by URL
};

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_CONSUMERS_SITE_H_
