// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/plan.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "base/case.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/api/capture_reader.h"
#include "crawler/crawl.h"
#include "crawler/signal_files.h"

namespace veto::crawler {
namespace {

using nlohmann::json;

// A folder that is removed with everything in it.
class ScratchFolder {
 public:
  static Result<ScratchFolder> make() {
    std::error_code code;
    const auto temp = std::filesystem::temp_directory_path(code);
    std::string name = (temp / "veto-dry-run-XXXXXX").string();
    if (code || ::mkdtemp(name.data()) == nullptr)
      return fail(ErrorKind::io, "cannot make a temporary folder", name,
                  "set TMPDIR to a folder that can be written to");
    return ScratchFolder(name);
  }
  ScratchFolder(ScratchFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})) {}
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder() {
    std::error_code code;
    if (!path_.empty()) std::filesystem::remove_all(path_, code);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

struct HostPlan {
  std::uint64_t pages = 0;
  std::uint64_t images = 0;
  std::uint64_t robots_denied = 0;
};

std::map<std::string, HostPlan> by_host(const CrawlPlan& plan) {
  std::map<std::string, HostPlan> hosts;
  for (const PlannedUrl& planned : plan.would_fetch) {
    if (planned.target == Target::signal_file) continue;
    HostPlan& host = hosts[planned.host];
    ++(planned.target == Target::image ? host.images : host.pages);
  }
  for (const Capture& capture : plan.not_fetched)
    if (capture.outcome == Outcome::robots_denied)
      if (const auto url = Url::parse(capture.url))
        ++hosts[std::string(url->host())].robots_denied;
  return hosts;
}

// "robots denied" -> how many, by reason, with one of them.
std::map<std::string, std::pair<std::uint64_t, std::string>> by_reason(
    const CrawlPlan& plan) {
  std::map<std::string, std::pair<std::uint64_t, std::string>> reasons;
  for (const Capture& capture : plan.not_fetched) {
    auto& [count, example] = reasons[capture.problem];
    if (count++ == 0) example = capture.url;
  }
  return reasons;
}

std::string limits_text(const config::Settings& settings) {
  std::string text =
      fmt::format("{} pages, {} images, {} links deep, {} bytes a response",
                  *settings.max_pages, *settings.max_images,
                  *settings.max_depth, *settings.max_body);
  const auto add = [&](std::uint64_t value, std::string_view unit) {
    if (value > 0) text += fmt::format(", {} {}", value, unit);
  };
  add(*settings.max_bytes, "bytes");
  add(static_cast<std::uint64_t>(settings.max_time->count()), "seconds");
  add(static_cast<std::uint64_t>(*settings.max_pages_per_host), "pages a host");
  add(static_cast<std::uint64_t>(*settings.max_images_per_host),
      "images a host");
  add(*settings.max_bytes_per_host, "bytes a host");
  add(static_cast<std::uint64_t>(settings.max_time_per_host->count()),
      "seconds a host");
  return text;
}

json limits_json(const config::Settings& settings) {
  return {{"pages", *settings.max_pages},
          {"images", *settings.max_images},
          {"depth", *settings.max_depth},
          {"body_bytes", *settings.max_body},
          {"bytes", *settings.max_bytes},
          {"seconds", settings.max_time->count()},
          {"pages_per_host", *settings.max_pages_per_host},
          {"images_per_host", *settings.max_images_per_host},
          {"bytes_per_host", *settings.max_bytes_per_host},
          {"seconds_per_host", settings.max_time_per_host->count()}};
}

// One that the user did not name may be out of date, and be gone.
bool was_not_read(const Capture& listing) {
  return !listing.problem.empty() ||
         (listing.via.empty() &&
          (listing.outcome == Outcome::failed || listing.status >= 400));
}

}  // namespace

bool CrawlPlan::is_incomplete() const {
  return std::ranges::any_of(read, was_not_read) ||
         std::ranges::any_of(not_fetched, [](const Capture& capture) {
           return capture.outcome == Outcome::failed;
         });
}

Result<CrawlPlan> plan_crawl(std::shared_ptr<const Clock> clock,
                             const config::Settings& settings,
                             const Sinks& sinks, std::stop_token stop) {
  auto folder = ScratchFolder::make();
  if (!folder) return pass(folder);
  auto scratch = Case::create(folder->path() / "case", std::move(clock));
  if (!scratch) return pass(scratch);
  auto begun = scratch->begin_run("dry run");
  if (!begun) return pass(begun);
  CrawlPlan plan;
  auto planned = run_crawl_dry(*scratch, settings, sinks, std::move(stop));
  if (!planned) return pass(planned);
  plan.interrupted = planned->interrupted;
  for (FrontierItem& item : planned->items)
    plan.would_fetch.push_back({std::move(item.url), std::move(item.host),
                                item.target, std::move(item.via)});
  auto walked = CaptureReader(*scratch).for_each_capture(
      scratch->run_id(), [&](const Capture& capture) -> Status {
        if (capture.outcome == Outcome::postponed) return {};
        const bool is_listing =
            capture.target == Target::sitemap || capture.target == Target::feed;
        if (capture.status != 0 && is_listing) plan.read.push_back(capture);
        if (capture.status == 0 && capture.target != Target::robots)
          plan.not_fetched.push_back(capture);
        return {};
      });
  if (!walked) return pass(walked);
  return plan;
}

std::string describe_plan(const CrawlPlan& plan,
                          const config::Settings& settings) {
  const auto planned = [&](Target target) {
    return static_cast<std::uint64_t>(
        std::ranges::count(plan.would_fetch, target, &PlannedUrl::target));
  };
  const auto images = planned(Target::image);
  const auto licenses = planned(Target::signal_file);
  const auto hosts = by_host(plan);
  std::string text =
      fmt::format("would fetch {} pages and {} images, and what they lead to\n",
                  plan.would_fetch.size() - images - licenses, images);
  if (*settings.signal_files)
    text += fmt::format(
        "would also fetch {} named licences, and of each site "
        "that gives something {}\n",
        licenses, fmt::join(kSignalPaths, " "));
  for (const auto& [name, host] : hosts)
    text += fmt::format("  {}: {} pages, {} images, {} not for robots\n",
                        printable(name, 100), host.pages, host.images,
                        host.robots_denied);
  for (const Capture& listing : plan.read)
    text +=
        fmt::format("read {}{}\n", printable(listing.url, 300),
                    listing.problem.empty()
                        ? (listing.status >= 400
                               ? fmt::format(": answered {}", listing.status)
                               : std::string())
                        : ": " + printable(listing.problem, 300));
  for (const auto& [reason, group] : by_reason(plan))
    text += fmt::format("would not fetch {} URLs ({}), for example {}\n",
                        group.first, printable(reason, 300),
                        printable(group.second, 300));
  text += fmt::format("scope {}; limits: {}\n", *settings.scope,
                      limits_text(settings));
  return text;
}

std::string plan_json(const CrawlPlan& plan, const config::Settings& settings) {
  json fetch = json::array();
  for (const PlannedUrl& planned : plan.would_fetch)
    fetch.push_back({{"url", planned.url},
                     {"host", planned.host},
                     {"target", to_string(planned.target)},
                     {"via", planned.via}});
  json hosts = json::array();
  for (const auto& [name, host] : by_host(plan))
    hosts.push_back({{"host", name},
                     {"pages", host.pages},
                     {"images", host.images},
                     {"robots_denied", host.robots_denied}});
  json not_fetched = json::array();
  for (const Capture& capture : plan.not_fetched)
    not_fetched.push_back({{"url", capture.url},
                           {"outcome", to_string(capture.outcome)},
                           {"reason", to_valid_utf8(capture.problem)}});
  json read = json::array();
  for (const Capture& listing : plan.read)
    read.push_back({{"url", listing.url},
                    {"target", to_string(listing.target)},
                    {"status", listing.status},
                    {"problem", to_valid_utf8(listing.problem)}});
  json signal_files = json::array();
  if (*settings.signal_files)
    for (const auto path : kSignalPaths) signal_files.push_back(path);
  const json document = {{"schema", "veto.dry_run/1"},
                         {"scope", *settings.scope},
                         {"seeds", *settings.seeds},
                         {"limits", limits_json(settings)},
                         {"hosts", hosts},
                         {"would_fetch", fetch},
                         {"signal_files", signal_files},
                         {"not_fetched", not_fetched},
                         {"read", read}};
  return document.dump(2) + "\n";
}

}  // namespace veto::crawler
