// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/origins.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/rsl.h"
#include "audit/signals/families/rsl_links.h"
#include "audit/signals/families/tdmrep.h"
#include "audit/signals/families/trust_txt.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::signals {
namespace {

using crawler::Capture;

constexpr std::size_t kMaxAnswers = 11;    // as many as a crawl follows
constexpr std::size_t kMaxLicenses = 20;   // of one origin's robots.txt
constexpr std::size_t kMaxOwnTerms = 256;  // of a license, for one resource

using Captures = std::map<std::string, Capture>;  // by URL

Result<Captures> signal_captures(crawler::CaptureReader& reader,
                                 std::string_view run_id) {
  Captures found;
  auto walked =
      reader.for_each_capture(run_id, [&](const Capture& capture) -> Status {
        // What was never asked for is not known to be missing.
        const bool asked = capture.outcome == crawler::Outcome::fetched ||
                           capture.outcome == crawler::Outcome::postponed ||
                           capture.outcome == crawler::Outcome::failed ||
                           capture.outcome == crawler::Outcome::too_large;
        if (capture.target == crawler::Target::signal_file && asked)
          found.try_emplace(capture.url, capture);
        return {};
      });
  if (!walked) return pass(walked);
  return found;
}

// One answer, as far as it can be had.
struct Answered {
  SignalFile file;
  std::string body;
};

class Files {
 public:
  Files(crawler::CaptureReader& reader, Captures captures)
      : reader_(reader), captures_(std::move(captures)) {}

  bool asked_for(const std::string& url) const {
    return captures_.contains(url);
  }

  // The answer that redirects lead to. Errors: io.
  Result<Answered> answer(const std::string& url, std::string_view path) {
    Answered answered;
    answered.file.url = url;
    const Capture* last = follow(url, answered.file);
    if (!last) return answered;
    answered.file.capture_id = last->id;
    answered.file.status = last->status;
    answered.file.payload = last->payload_digest;
    if (last->outcome == crawler::Outcome::too_large) {
      answered.file.verdict = {Presence::not_that_file, "too_large"};
      return answered;
    }
    if (last->status != 0) {
      auto body = reader_.payload(*last, kMaxWellKnownBytes);
      if (!body && body.error().kind == ErrorKind::io) return pass(body);
      if (body) answered.body = *std::move(body);
    }
    const auto type = crawler::find_header(last->headers, "content-type");
    answered.file.verdict =
        judge_file(path, last->status, type.value_or(""), answered.body);
    return answered;
  }

 private:
  // The last answer of the chain; null where there is none.
  const Capture* follow(const std::string& url, SignalFile& file) const {
    const Capture* last = nullptr;
    std::set<std::string_view> passed;
    auto at = captures_.find(url);
    while (at != captures_.end() && passed.size() < kMaxAnswers) {
      last = &at->second;
      passed.insert(last->url);
      if (last->redirect_to.empty()) break;
      file.loops = passed.contains(last->redirect_to);
      if (file.loops) break;
      at = captures_.find(last->redirect_to);
    }
    file.redirects = static_cast<int>(passed.size()) -
                     (last && last->redirect_to.empty() ? 1 : 0);
    return last;
  }

  crawler::CaptureReader& reader_;
  Captures captures_;
};

std::vector<Signal> read_file(Family family, std::string_view body,
                              const Signal& stem) {
  switch (family) {
    case Family::tdmrep: {
      auto signals = read_tdmrep_file(body);
      for (Signal& signal : signals) {
        signal.url = stem.url;
        signal.evidence = stem.evidence;
      }
      return signals;
    }
    case Family::ai_txt:
      return read_ai_txt(body, stem);
    case Family::trust_txt:
      return read_trust_txt(body, stem);
    default:
      return {};
  }
}

Signal stem_of(const SignalFile& file) {
  Signal stem;
  stem.source = Source::file;
  stem.url = file.url;
  stem.evidence = file.capture_id;
  return stem;
}

// What a license file says for a site. Errors: io.
Result<std::vector<Signal>> license_terms(Files& files, const std::string& url,
                                          const std::string& site,
                                          std::vector<SignalFile>& seen) {
  auto answered = files.answer(url, "");
  if (!answered) return pass(answered);
  std::vector<Signal> terms;
  if (answered->file.verdict.presence == Presence::present) {
    Signal stem = stem_of(answered->file);
    stem.family = Family::rsl;
    terms = read_rsl(answered->body, stem, site);
  }
  seen.push_back(std::move(answered->file));
  return terms;
}

// A license that a response or a page names is that response's: "a license for
// the response content" (RSL 1.0). Each file is read once a site.
class OwnLicenses {
 public:
  explicit OwnLicenses(Files& files) : files_(files) {}

  Status add_to(Resource& resource, Origin& origin) {
    std::vector<Signal>& own = resource.said.own;
    const std::size_t named = own.size();
    for (std::size_t i = 0; i < named; ++i) {
      if (own[i].family != Family::rsl || !own[i].problem.empty()) continue;
      const std::string url = own[i].value;
      if (!files_.asked_for(url)) continue;
      const auto [at, is_new] = terms_.try_emplace(std::pair(origin.name, url));
      if (is_new) {
        auto terms = license_terms(files_, url, origin.name, origin.files);
        if (!terms) return pass(terms);
        at->second = *std::move(terms);
      }
      const std::size_t count = std::min(at->second.size(), kMaxOwnTerms);
      own.insert(own.end(), at->second.begin(),
                 at->second.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return {};
  }

 private:
  Files& files_;
  std::map<std::pair<std::string, std::string>, std::vector<Signal>> terms_;
};

class OriginReader {
 public:
  OriginReader(Files& files, Origin& origin) : files_(files), origin_(origin) {}

  Status read() {
    read_records();
    for (const WellKnownFile& known : well_known_files())
      if (auto done = read_known(known); !done) return done;
    for (const std::string& url : licenses_) {
      if (!files_.asked_for(url) || !seen_.insert(url).second) continue;
      if (seen_.size() > kMaxLicenses) break;
      auto terms = license_terms(files_, url, origin_.name, origin_.files);
      if (!terms) return pass(terms);
      add(*std::move(terms));
    }
    origin_.signals =
        std::make_shared<const std::vector<Signal>>(std::move(signals_));
    return {};
  }

 private:
  void read_records() {
    if (!origin_.robots) return;
    Signal stem;
    stem.source = Source::robots;
    stem.url = origin_.name + "/robots.txt";
    stem.evidence = origin_.robots->digest.hex();
    const auto records = origin_.robots->rules.records();
    auto usage = read_content_usage_robots(records);
    auto signal = read_content_signal_robots(records);
    for (auto* list : {&usage, &signal})
      for (Signal& one : *list) {
        one.url = stem.url;
        one.evidence = stem.evidence;
        signals_.push_back(std::move(one));
      }
    for (const crawler::RobotsRecord& record : records) {
      if (!iequals(record.key, "license")) continue;
      Signal license = rsl_license_record(record.value, record.line, stem);
      if (license.problem.empty()) licenses_.push_back(license.value);
      signals_.push_back(std::move(license));
    }
  }

  Status read_known(const WellKnownFile& known) {
    const std::string url = origin_.name + std::string(known.path);
    if (!files_.asked_for(url)) return {};
    auto answered = files_.answer(url, known.path);
    if (!answered) return pass(answered);
    if (known.family && answered->file.verdict.presence == Presence::present)
      add(read_file(*known.family, answered->body, stem_of(answered->file)));
    origin_.files.push_back(std::move(answered->file));
    return {};
  }

  void add(std::vector<Signal> signals) {
    std::ranges::move(signals, std::back_inserter(signals_));
  }

  Files& files_;
  Origin& origin_;
  std::vector<Signal> signals_;
  std::vector<std::string> licenses_;  // as robots.txt names them, in order
  std::set<std::string> seen_;
};

// Scheme and a leading "www." taken off; "" where another port is named.
std::string without_scheme_and_www(const std::string& origin) {
  const auto url = Url::parse(origin);
  if (!url || !url->is_http() || url->port()) return {};
  std::string_view host = url->host();
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

using Histories = std::map<std::string, crawler::RobotsHistory>;

void add_twins(const Histories& histories, Site& site) {
  std::set<std::string> names;
  for (const auto& [name, origin] : site.origins)
    names.insert(without_scheme_and_www(name));
  names.erase("");
  for (const auto& [name, history] : histories) {
    if (site.origins.contains(name) ||
        !names.contains(without_scheme_and_www(name)))
      continue;
    Origin& twin = site.origins[name];
    twin.name = name;
    twin.is_twin = true;
  }
}

// Where images would have come from, had they been received.
void add_image_hosts(const Histories& histories, Site& site) {
  for (const auto& [url, resource] : site.resources)
    for (const std::string& image : resource.shows) {
      const auto parsed = Url::parse(image);
      const std::string name = parsed ? parsed->origin() : std::string();
      if (histories.contains(name)) site.origins[name].name = name;
    }
}

}  // namespace

Status read_origins(crawler::CaptureReader& reader, std::string_view run_id,
                    Site& site) {
  auto histories = reader.robots();
  if (!histories) return pass(histories);
  auto captures = signal_captures(reader, run_id);
  if (!captures) return pass(captures);
  add_image_hosts(*histories, site);
  add_twins(*histories, site);
  Files files(reader, *std::move(captures));
  for (auto& [name, origin] : site.origins) {
    const auto history = histories->find(name);
    if (history != histories->end() && !history->second.versions().empty())
      origin.robots = history->second.versions().back();
    if (auto read = OriginReader(files, origin).read(); !read) return read;
  }
  OwnLicenses licenses(files);
  for (auto& [url, resource] : site.resources) {
    Origin& origin = site.origins.at(resource.origin);
    if (auto added = licenses.add_to(resource, origin); !added) return added;
    resource.said.robots = origin.robots;
    resource.said.of_origin = origin.signals;
  }
  return {};
}

}  // namespace veto::signals
