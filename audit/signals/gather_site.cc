// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/gather_site.h"

#include <cstdint>
#include <utility>

#include "audit/embedded/store.h"
#include "audit/signals/origins.h"
#include "config/scrapers.h"
#include "crawler/api/capture_reader.h"

namespace veto::signals {
namespace {

// What ends a walk when the user asks to stop; never shown.
Status stop_walk() { return fail(ErrorKind::interrupted, "asked to stop"); }

Status read_resources(crawler::CaptureReader& reader, std::string_view run,
                      ResourceBook& book, const Sinks& sinks,
                      const std::stop_token& stop) {
  std::uint64_t seen = 0;
  auto walked =
      reader.for_each_capture(run, [&](const crawler::Capture& capture) {
        if (stop.stop_requested()) return stop_walk();
        book.add_capture(capture);
        sinks.step("responses read", ++seen, 0);
        return Status();
      });
  if (!walked) return walked;
  return reader.for_each_page(run, [&](const crawler::Page& page) {
    if (stop.stop_requested()) return stop_walk();
    book.add_page(page);
    return Status();
  });
}

// What images and documents say in themselves, at every address that serves
// them.
Status add_embedded(Case& the_case, std::string_view run, Site& site) {
  auto all = embedded::load_embedded(the_case, run);
  if (!all) return pass(all);
  for (auto& [url, resource] : site.resources) {
    const auto found = all->find(resource.payload.hex());
    if (resource.said.kind == ResourceKind::page || found == all->end())
      continue;
    for (Signal signal : found->second.signals) {
      signal.url = url;
      resource.said.own.push_back(std::move(signal));
    }
  }
  return {};
}

}  // namespace

Result<GatheredSite> gather_site(Case& the_case, std::string_view run_id,
                                 const Sinks& sinks, std::stop_token stop) {
  crawler::CaptureReader reader(the_case);
  GatheredSite gathered{{}, ResourceBook(config::ScraperRegistry::built_in())};
  auto read = read_resources(reader, run_id, gathered.book, sinks, stop);
  if (!read) return pass(read);
  Site& site = gathered.site;
  site.resources = gathered.book.as_resources();
  for (const auto& [url, resource] : site.resources) {
    Origin& origin = site.origins[resource.origin];
    origin.name = resource.origin;
    (resource.said.is_image() ? origin.serves_images : origin.serves_pages) =
        true;
  }
  // Also where nothing was received: then robots.txt may be why.
  for (const std::string& name : gathered.book.seed_origins()) {
    Origin& origin = site.origins[name];
    origin.name = name;
    origin.is_seed = true;
  }
  if (read = add_embedded(the_case, run_id, site); !read) return pass(read);
  if (read = read_origins(reader, run_id, site); !read) return pass(read);
  return gathered;
}

}  // namespace veto::signals
