// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/sent_in_case.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "audit/signals/families/tdmrep_rules.h"
#include "audit/signals/gather_site.h"
#include "base/url.h"
#include "crawler/api/capture_reader.h"

namespace veto::logs {
namespace {

using signals::Family;
using signals::Signal;
using signals::Source;

// What a walk over a run's captures tells beyond what their signals do.
struct Answered {
  std::uint64_t bytes = 0;
  UtcTime time;
};
using AnsweredAt = std::map<std::string, Answered>;  // by URL

Result<AnsweredAt> answers_of(crawler::CaptureReader& reader,
                              std::string_view run) {
  AnsweredAt answers;
  auto walked =
      reader.for_each_capture(run, [&](const crawler::Capture& capture) {
        if (capture.outcome == crawler::Outcome::fetched &&
            capture.has_resource() && !capture.imported())
          answers.try_emplace(capture.url,
                              Answered{capture.payload_size, capture.time});
        return Status();
      });
  if (!walked) return pass(walked);
  return answers;
}

std::optional<Statement> directive(const Signal& signal) {
  const bool noai = signal.name == "noai";
  if (signal.family != Family::directive || signal.malformed ||
      signal.source == Source::metadata ||
      (!noai && signal.name != "noimageai"))
    return std::nullopt;
  return Statement{.ask = noai ? Ask::noai : Ask::noimageai,
                   .agent = signal.agent,
                   .source = signal.source,
                   .raw = signal.raw};
}

// With the signal that decided.
std::optional<Signal> reservation(const signals::Resource& resource,
                                  const signals::Origin* origin) {
  std::vector<Signal> all;
  const auto take = [&](const std::vector<Signal>& from) {
    std::ranges::copy_if(from, std::back_inserter(all), [](const Signal& one) {
      return one.family == Family::tdmrep && one.source != Source::metadata;
    });
  };
  take(resource.said.own);
  if (origin && origin->signals) take(*origin->signals);
  const auto answer = signals::resolve_tdmrep(all, resource.said.target,
                                              signals::Use::training);
  if (!answer || answer->wish != signals::Wish::reserved) return std::nullopt;
  return all[answer->by];
}

// Nothing for what came from a file of the user's.
std::optional<Sighting> sighting_of(const signals::Resource& resource,
                                    const signals::Origin* origin,
                                    const AnsweredAt& answers) {
  const auto answered = answers.find(resource.url);
  if (answered == answers.end() || !resource.has_response) return std::nullopt;
  Sighting seen{.earliest = answered->second.time,
                .latest = answered->second.time,
                .said = {},
                .bytes = static_cast<std::int64_t>(answered->second.bytes),
                .capture_id = resource.capture_id,
                .url = resource.url};
  for (const Signal& signal : resource.said.own)
    if (auto said = directive(signal)) seen.said.push_back(*std::move(said));
  if (const auto deciding = reservation(resource, origin)) {
    seen.said.push_back({.ask = Ask::tdm_reservation,
                         .agent = {},
                         .source = deciding->source,
                         .raw = deciding->raw});
    if (deciding->source == Source::file) {
      const auto file = answers.find(deciding->url);
      if (file == answers.end()) {
        seen.said.pop_back();
      } else {
        seen.earliest = std::min(seen.earliest, file->second.time);
        seen.latest = std::max(seen.latest, file->second.time);
      }
    }
  }
  return seen;
}

std::string target_of(const std::string& url, const std::string& origin) {
  const auto parsed = Url::parse(url);
  return parsed && parsed->origin() == origin ? parsed->request_target()
                                              : std::string();
}

// False when there is no more room.
bool add_run(const signals::Site& site, const AnsweredAt& answers,
             const std::string& name, SentHistory& sent) {
  const auto origin = site.origins.find(name);
  const auto* files = origin == site.origins.end() ? nullptr : &origin->second;
  bool fits = true;
  for (const auto& [url, resource] : site.resources)
    if (resource.origin == name)
      if (auto seen = sighting_of(resource, files, answers))
        fits = sent.add(resource.said.target, *std::move(seen)) && fits;
  for (const auto& [url, resource] : site.resources)
    if (resource.origin == name)
      for (const std::string& image : resource.shows)
        if (const auto target = target_of(image, name); !target.empty())
          sent.add_shown(resource.said.target, target);
  return fits;
}

}  // namespace

Result<SentHistory> sent_in_case(Case& the_case, const std::string& origin,
                                 const Sinks& sinks, std::stop_token stop) {
  SentHistory sent;
  if (origin.empty()) return sent;
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  std::ranges::sort(*runs, {}, &RunRecord::id);
  bool fits = true;
  crawler::CaptureReader reader(the_case);
  for (const RunRecord& run : *runs) {
    auto answers = answers_of(reader, run.id);
    if (!answers) return pass(answers);
    if (answers->empty()) continue;
    auto gathered = signals::gather_site(the_case, run.id, Sinks(), stop);
    if (!gathered) return pass(gathered);
    fits = add_run(gathered->site, *answers, origin, sent) && fits;
  }
  if (!fits)
    sinks.warning({ErrorKind::too_large,
                   "the case holds more pages and images than are looked at",
                   {},
                   "what was sent about the use of some of them is not known"});
  return sent;
}

}  // namespace veto::logs
