// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/run_diff.h"

#include <fmt/format.h>

#include <map>

#include "crawler/api/capture_reader.h"

namespace veto::crawler {
namespace {

// What one run knows of one address; the first usable answer stands.
struct Seen {
  Received received;
  Outcome outcome = Outcome::failed;
  std::string redirect_to;
  std::string problem;
  bool image = false;
  bool usable = false;  // a page or an image, whole or in part
};

struct RunView {
  std::map<std::string, Seen> resources;
  std::map<std::string, Received> robots;
};

bool is_image(const Capture& capture) {
  return capture.target == Target::image || capture.mime.starts_with("image/");
}

void add(const Capture& capture, RunView& view) {
  const Received received{capture.url, capture.id, capture.status,
                          capture.payload_digest};
  if (capture.target == Target::robots) {
    view.robots.try_emplace(capture.url, received);
    return;
  }
  if (capture.outcome == Outcome::out_of_scope ||
      capture.target == Target::sitemap || capture.target == Target::feed ||
      capture.target == Target::signal_file)
    return;
  const auto [at, fresh] = view.resources.try_emplace(capture.url);
  if (!fresh && at->second.usable) return;
  const bool answered = capture.outcome == Outcome::fetched ||
                        capture.outcome == Outcome::too_large;
  at->second = {
      received,        capture.outcome,   capture.redirect_to,
      capture.problem, is_image(capture), answered && capture.has_resource()};
}

Result<RunView> view_of(Case& the_case, std::string_view run_id) {
  RunView view;
  auto read = CaptureReader(the_case).for_each_capture(
      run_id, [&](const Capture& capture) -> Status {
        add(capture, view);
        return {};
      });
  if (!read) return pass(read);
  return view;
}

MissingResource missing(const Seen& before, const Seen* after) {
  using State = MissingResource::State;
  if (after == nullptr) return {before.received, State::not_asked, ""};
  const int status = after->received.status;
  if (!after->redirect_to.empty())
    return {before.received, State::moved, after->redirect_to};
  const std::string answered = fmt::format("answered {}", status);
  if (status == 404 || status == 410)
    return {before.received, State::gone, answered};
  std::string why = after->problem;
  if (why.empty())
    why = status > 0 ? answered : std::string(to_string(after->outcome));
  return {before.received, State::not_checked, why};
}

void compare(const RunView& before, const RunView& after, CapturesDiff& diff) {
  for (const auto& [url, seen] : before.resources) {
    if (!seen.usable) continue;
    ResourceDiff& into = seen.image ? diff.images : diff.pages;
    const auto now = after.resources.find(url);
    const bool there = now != after.resources.end() && now->second.usable;
    if (!there)
      into.missing.push_back(
          missing(seen, now == after.resources.end() ? nullptr : &now->second));
    else if (now->second.received.digest == seen.received.digest)
      ++into.same;
    else
      into.changed.push_back({seen.received, now->second.received});
  }
  for (const auto& [url, seen] : after.resources) {
    const auto then = before.resources.find(url);
    if (!seen.usable || (then != before.resources.end() && then->second.usable))
      continue;
    (seen.image ? diff.images : diff.pages).added.push_back(seen.received);
  }
  for (const auto& [url, received] : before.robots) {
    const auto now = after.robots.find(url);
    if (now != after.robots.end() && (now->second.status != received.status ||
                                      now->second.digest != received.digest))
      diff.robots.push_back({received, now->second});
  }
}

}  // namespace

std::string_view to_string(MissingResource::State state) {
  switch (state) {
    case MissingResource::State::gone:
      return "gone";
    case MissingResource::State::moved:
      return "moved";
    case MissingResource::State::not_checked:
      return "not checked";
    case MissingResource::State::not_asked:
      return "not asked for";
  }
  return "not asked for";
}

Result<CapturesDiff> diff_captures(Case& the_case, std::string_view before,
                                   std::string_view after) {
  auto earlier = view_of(the_case, before);
  if (!earlier) return pass(earlier);
  auto later = view_of(the_case, after);
  if (!later) return pass(later);
  CapturesDiff diff;
  compare(*earlier, *later, diff);
  return diff;
}

}  // namespace veto::crawler
