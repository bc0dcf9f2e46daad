// SPDX-License-Identifier: GPL-3.0-or-later
//
// From captures and pages to what each of them says for itself.

#ifndef VETO_AUDIT_SIGNALS_POSTURE_H_
#define VETO_AUDIT_SIGNALS_POSTURE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/consumers/site.h"
#include "audit/signals/signals.h"
#include "base/digest.h"
#include "config/scrapers.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"
#include "crawler/api/robots_history.h"

namespace veto::signals {

// An image that a page asks to be left alone while the image's own response
// says nothing.
struct Hole {
  std::string origin;  // of the image
  std::string image;   // URL of the response
  std::string capture_id;
  Digest payload;
  std::vector<std::string> near_misses;  // its malformed directives
  std::string page;  // one that shows it and asks; the first by URL
};

// Collects one run: first every capture, then every page.
class ResourceBook {
 public:
  explicit ResourceBook(const config::ScraperRegistry& registry)
      : registry_(registry) {}

  void add_capture(const crawler::Capture& capture);
  void add_page(const crawler::Page& page);
  // Marks the images whose pages alone ask, and gives them, by URL.
  std::vector<Hole> find_holes();

  std::vector<Signal>& signals() { return signals_; }
  std::vector<ResourcePosture> resources() const;
  // The same, with all that they say; their origins' part is left open. Of
  // http and https alone.
  std::map<std::string, Resource> as_resources() const;
  // Of a page's payload, for evidence; all zero for an unknown URL.
  Digest payload_of(const std::string& url) const;
  // What the page says of noai and noimageai: as written, and by name.
  std::vector<std::string> raw_of(const std::string& url) const;
  std::vector<std::string> asked_by(const std::string& url) const;
  std::set<std::string> origins() const;
  // Of the URLs that the run began at, received or not.
  const std::set<std::string>& seed_origins() const { return seed_origins_; }
  std::uint64_t count(std::string_view kind) const;
  // Statements beyond what is kept of one page or image and family.
  std::uint64_t dropped() const { return dropped_; }
  // Pages whose meta elements could not be read.
  std::uint64_t unread_pages() const { return unread_pages_; }

 private:
  struct Entry {
    ResourcePosture posture;
    Digest payload;
    std::vector<std::string> raw;          // of noai and noimageai
    std::vector<std::string> near_misses;  // malformed directives
    std::vector<Signal> own;
    crawler::Headers headers;
    bool has_response = true;  // false for a file that a user saved
    UtcTime time;
    std::vector<std::string> shows;  // images, as the page names them
  };
  void add_signal(Entry& entry, Signal signal);
  // Where redirects of this run lead; the URL itself where there are none.
  const std::string& landing(const std::string& url) const;

  const config::ScraperRegistry& registry_;
  std::vector<Signal> signals_;
  std::map<std::string, Entry> entries_;  // by URL of the response
  std::map<std::string, std::string> redirects_;
  // Image URL as a page names it -> the first page, by URL, that asks.
  std::map<std::string, std::string> asked_;
  std::set<std::string> seed_origins_;
  std::uint64_t unread_pages_ = 0;
  std::uint64_t dropped_ = 0;
};

// What one version of an origin's robots.txt says to every registered agent
// that collects for AI, and to the control tokens. Rules of groups that name
// such an agent are added to `signals`.
std::vector<AgentPosture> agent_postures(
    const std::string& origin, const crawler::RobotsVersion& version,
    const config::ScraperRegistry& registry, std::vector<Signal>& signals);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_POSTURE_H_
