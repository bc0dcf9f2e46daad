// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/collector.h"

#include <algorithm>

#include "audit/logs/escapes.h"

namespace veto::logs {
namespace {

constexpr std::chrono::seconds kPageLoad{30};

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

std::string configured_host(const std::string& origin) {
  std::string host, target;
  return split_url(origin, host, target) ? host : std::string();
}

const config::ScraperRegistry& registry_of(const Inputs& inputs) {
  return inputs.registry ? *inputs.registry
                         : config::ScraperRegistry::built_in();
}

}  // namespace

struct Collector::Event {
  const RawLine& raw;
  Place place;
  Actor& actor;
  std::uint32_t agent_index;
  const Agent& agent;
  std::uint32_t request_number;
  const RequestLine& line;
  TargetKind kind;
  std::string_view host;
  std::string_view referer;
  AgentUse* use = nullptr;  // once it is counted
  UtcTime session{};

  bool served() const {
    return (raw.status == 200 || raw.status == 203 || raw.status == 206) &&
           raw.bytes > 0;
  }
};

Collector::Collector(const Inputs& inputs, const Rulebook& rules)
    : inputs_(inputs),
      rules_(rules),
      agents_(registry_of(inputs), inputs.own_token),
      host_(configured_host(inputs.origin)),
      trap_hits_(inputs.traps),
      uses_(inputs.sent, registry_of(inputs)),
      opinions_(rules) {
  for (std::uint32_t i = 0; i < inputs.faces.size(); ++i) {
    const auto at = face_targets_.find_or_add(inputs.faces[i].target);
    if (at == faces_at_.size()) faces_at_.emplace_back();
    faces_at_[at].push_back(i);
  }
}

void Collector::begin_file() {
  actors_of_.clear();
  agents_of_.clear();
  requests_.clear();
  opinions_.forget_requests();
}

Actor* Collector::actor_of(const RawLine& raw, std::uint32_t number) {
  if (const auto known = actors_of_.find(number)) return &actors_.all()[*known];
  Actor* const actor = actors_.find_or_add(raw.ip);
  if (actor) actors_of_.keep(number, actors_.index(*actor));
  return actor;
}

std::uint32_t Collector::agent_of(const RawLine& raw, std::uint32_t number) {
  if (const auto known = agents_of_.find(number)) return *known;
  const bool present = raw.has_agent_field && raw.user_agent != "-";
  const std::uint32_t agent =
      agents_.index_of(decoded(raw.user_agent, raw.escaping, agent_), present);
  agents_of_.keep(number, agent);
  return agent;
}

void Collector::expect(const LineNumbers& numbers) const {
  if (const auto actor = actors_of_.find(numbers.ip))
    Actors::expect(actors_.all()[*actor]);
  requests_.expect(numbers.request);
  if (const auto agent = agents_of_.find(numbers.agent))
    opinions_.expect(*agent, numbers.request);
}

void Collector::expect_next(const LineNumbers& numbers) const {
  if (const auto actor = actors_of_.find(numbers.ip))
    Actors::expect_uses(actors_.all()[*actor]);
}

bool Collector::add(const RawLine& raw, Place place,
                    const LineNumbers& numbers) {
  Actor* actor = actor_of(raw, numbers.ip);
  if (!actor) {
    if (!is_address(raw.ip)) return false;
    ++counts_.requests;
    ++counts_.not_judged;
    return true;
  }
  const std::uint32_t agent = agent_of(raw, numbers.agent);
  const ReadRequest& request = requests_.read(raw, numbers.request);
  Event event{.raw = raw,
              .place = place,
              .actor = *actor,
              .agent_index = agent,
              .agent = agents_[agent],
              .request_number = numbers.request,
              .line = request.line,
              .kind = request.kind,
              .host = {},
              .referer = {},
              .session = {}};
  if (raw.referer != "-")
    event.referer = decoded(raw.referer, raw.escaping, referer_);
  find_host(event);
  count(event);
  signed_.add(raw, actors_.index(*actor), agent, agents_[agent]);
  if (!event.line.target.starts_with('/')) return true;
  const bool is_foreign = foreign(event.host);
  if (request.near_robots ||
      (request.robots && is_foreign && is_sibling(event.host)))
    note_near_read(event);
  if (is_foreign) {
    ++counts_.other_host;
    return true;
  }
  if (inputs_.undeclared) note_automation(event, request.robots);
  if (request.robots)
    read_robots(event);
  else
    judge_later(event);
  face(event);
  return true;
}

void Collector::find_host(Event& event) {
  const std::string_view named = event.raw.host;
  if (named.empty()) {
    event.host = event.line.host;
    return;
  }
  if (named != named_host_) {
    named_host_ = named;
    host_of_line_ = host_name(named);
  }
  event.host = host_of_line_;
}

// A request line that names another host than ours belongs to another site's
// robots.txt.
bool Collector::foreign(std::string_view host) const {
  return !host_.empty() && !host.empty() && host != host_;
}

// The same site with "www." before its name, or without.
bool Collector::is_sibling(std::string_view host) const {
  constexpr std::string_view kWww = "www.";
  const auto bare = [&](std::string_view name) {
    return name.starts_with(kWww) ? name.substr(kWww.size()) : name;
  };
  return bare(host) == bare(host_);
}

void Collector::note_near_read(const Event& event) {
  Actor& actor = event.actor;
  if (actor.near_reads.size() < Actor::kMaxReads)
    actor.near_reads.push_back({event.raw.time, event.agent_index});
  else
    actor.reads_unknown = true;
}

void Collector::count(Event& event) {
  Actor& actor = event.actor;
  const UtcTime time = event.raw.time;
  ++counts_.requests;
  counts_.own += event.agent.own;
  counts_.without_agent +=
      !event.raw.has_agent_field || event.raw.user_agent == "-";
  if (counts_.requests == 1) first_ = last_ = time;
  first_ = std::min(first_, time);
  last_ = std::max(last_, time);
  hours_.add(time);
  if (++actor.requests == 1) actor.first = actor.last = time;
  actor.first = std::min(actor.first, time);
  actor.last = std::max(actor.last, time);
  actor.own = actor.own || event.agent.own;
  AgentUse& use = Actors::use(actor, event.agent_index);
  event.use = &use;
  if (++use.requests == 1) {
    use.first = use.last = time;
    use.first_place = event.place;
  }
  use.first = std::min(use.first, time);
  use.last = std::max(use.last, time);
  event.session = use.sessions.request(time);
  if (!event.agent.browser) {
    note_time(event);
    return;
  }
  ++actor.browser_requests;
  actor.browser_support |= event.kind == TargetKind::support;
  actor.browser_referer |= !event.referer.empty();
  actor.browser_revalidated |= event.raw.status == 304;
  if (event.kind == TargetKind::page && event.line.method == "GET")
    use.pace.page(event.raw.time, event.line.target, event.referer);
}

void Collector::note_time(Event& event) {
  RequestTimes& times = event.actor.times;
  if (times.stretches.empty() && ++timed_ > kMaxTimed) return;
  times.add(event.raw.time);
}

void Collector::read_robots(Event& event) {
  Actor& actor = event.actor;
  actor.browser_read_robots |= event.agent.browser;
  if (actor.reads.size() < Actor::kMaxReads)
    actor.reads.push_back(
        {.time = event.raw.time,
         .place = event.place,
         .agent = event.agent_index,
         .status = event.raw.status,
         .bytes = event.raw.bytes,
         .head = event.line.method == "HEAD",
         .with_header = with_header_.contains(event.place.file)});
  else
    actor.reads_unknown = true;
  Actors::note_reader(actor);
  note_session(event, false);
  Candidate candidate;
  candidate.robots_read = true;
  keep(event, std::move(candidate));
}

// `allowed`: it asked for what robots.txt allows, in force then and newest.
void Collector::note_session(const Event& event, bool allowed) {
  const Version& now = rules_.at(event.raw.time);
  if (event.agent.own || !now ||
      now->availability() != crawler::Availability::rules)
    return;
  Sessions& sessions = event.use->sessions;
  const auto rule = rules_.changed();
  sessions.count(rule);
  if (rule && allowed && event.served()) sessions.count_control(*rule);
}

// How much of the log the known versions speak of.
void Collector::note_rules(const Event& event) {
  if (event.agent.own) return;
  ++counts_.judged;
  if (rules_.at(event.raw.time)) return;
  const UtcTime time = event.raw.time;
  if (++counts_.rules_unknown == 1) unknown_span_ = {time, time};
  unknown_span_.first = std::min(unknown_span_.first, time);
  unknown_span_.second = std::max(unknown_span_.second, time);
}

// What was refused to a program and then served to a browser.
void Collector::note_agent(const Event& event) {
  const bool refused = event.raw.status == 403 || event.raw.status == 429;
  if (event.agent.own || event.agent.forgotten || event.line.method != "GET" ||
      (!refused && !event.served()))
    return;
  const std::uint32_t actor = actors_.index(event.actor);
  if (event.served()) {
    event.use->last_served = std::max(event.use->last_served, event.raw.time);
    if (event.agent.browser)
      switches_.served_browser(actor, event.agent_index, event.line.target,
                               event.raw.time, event.place);
  } else if (!event.agent.browser) {
    switches_.refused(actor, event.agent_index, event.raw.status,
                      event.line.target, event.raw.time, event.place);
  }
}

// Pages that were served to who keeps Crawl-delay, as its operator says, and
// had received the delay in force.
void Collector::note_pace(const Event& event) {
  const Agent& agent = event.agent;
  if (!agent.scraper || !agent.scraper->keeps_crawl_delay || agent.own ||
      event.kind != TargetKind::page || event.line.method != "GET" ||
      !event.served())
    return;
  const Version& now = rules_.at(event.raw.time);
  const auto& reads = event.actor.reads;
  const auto told = std::ranges::find_if(
      reads.rbegin(), reads.rend(), [&](const RobotsRead& read) {
        return is_same_program(agents_[read.agent], agent);
      });
  if (!now || told == reads.rend() || !told->received() ||
      told->time < now->seen_from)
    return;
  if (const auto delay = now->rules.crawl_delay(agent.token))
    paces_.fetch({actors_.index(event.actor), event.agent_index}, *delay,
                 event.raw.time, event.place);
}

void Collector::note_revalidation(const Event& event) {
  if (event.raw.status != 304 || event.line.method != "GET" ||
      event.agent.browser || event.agent.own || event.agent.forgotten ||
      !rules_.at(event.raw.time))
    return;
  const std::pair key(actors_.index(event.actor), event.agent_index);
  if (revalidations_.size() >= kMaxRevalidations &&
      !revalidations_.contains(key)) {
    ++revalidations_passed_over_;
    return;
  }
  revalidations_[key].add(event.raw.time, event.place);
}

void Collector::note_use(const Event& event) {
  uses_.add({.raw = event.raw,
             .place = event.place,
             .actor = actors_.index(event.actor),
             .agent_index = event.agent_index,
             .agent = event.agent,
             .method = event.line.method,
             .target = event.line.target,
             .kind = event.kind});
}

Opinion Collector::opinion(const Version& version, const Event& event) {
  return opinions_.of(version, event.agent_index, event.agent,
                      event.request_number, event.line.target);
}

void Collector::note_automation(const Event& event, bool robots) {
  if (!event.agent.browser || event.agent.own || event.agent.forgotten) return;
  const Version& now = rules_.at(event.raw.time);
  automation_.add(
      {.time = event.raw.time,
       .place = event.place,
       .actor = actors_.index(event.actor),
       .agent = event.agent_index,
       .status = event.raw.status,
       .kind = event.kind,
       .target = event.line.target,
       .referer = !event.referer.empty(),
       .robots = robots,
       .disallowed = now && opinion(now, event) == Opinion::disallowed,
       .trap = trap_hits_.holds(event.line.target)});
}

// Whether this request must be judged at the end; `allowed` is told as well.
bool Collector::matters(const Event& event, bool& allowed) {
  const auto ask = [&](const Version& version) {
    return version ? opinion(version, event) : Opinion::differ;
  };
  const Version& last = rules_.last();
  if (!last) return false;
  const Version& now = rules_.at(event.raw.time);
  const Opinion opinion = ask(now);
  allowed = opinion == Opinion::allowed || opinion == Opinion::unrestricted;
  const auto& reads = event.actor.reads;
  if (!reads.empty() && reads.back().unreachable()) return true;
  if (!now) return ask(last) != Opinion::allowed;
  return !allowed || (last != now && ask(last) == Opinion::disallowed);
}

// The referer is a page of this site that the client is asked not to fetch.
bool Collector::refers_to_restricted(const Event& event) const {
  std::string host, target;
  if (!split_url(event.referer, host, target)) return false;
  const Version& now = rules_.at(event.raw.time);
  if (!now) return false;
  const std::string_view own =
      host_.empty() ? event.host : std::string_view(host_);
  if (!own.empty() && host != own) return false;
  const Opinion opinion = rules_.opinion(now, event.agent, target);
  return opinion != Opinion::allowed && opinion != Opinion::unrestricted;
}

void Collector::judge_later(Event& event) {
  Actor& actor = event.actor;
  bool allowed = true;
  note_rules(event);
  note_agent(event);
  note_pace(event);
  if (!trap_hits_.empty()) note_trap(event);
  note_use(event);
  const bool judged = matters(event, allowed);
  note_session(event, allowed && !judged);
  if (event.served() && rules_.at(event.raw.time) &&
      agents_.hold_program(actor.readers, event.agent))
    ++event.use->fetched_after_read;
  if (judged) {
    Candidate candidate;
    if (event.agent.browser && event.kind != TargetKind::page) {
      const AgentUse& use = *event.use;
      candidate.referred =
          !event.referer.empty() && !refers_to_restricted(event);
      candidate.page_before =
          event.referer.empty() && use.saw_page &&
          event.raw.time - use.last_allowed_page <= kPageLoad;
    }
    candidate.after_redirect =
        actor.redirected &&
        event.raw.time - actor.last_redirect <= Rulebook::kGuard;
    keep(event, std::move(candidate));
  }
  if (allowed) note_allowed(event);
}

// Asked for, whether served or not.
void Collector::note_trap(const Event& event) {
  const RequestLine& line = event.line;
  if (event.agent.own || (line.method != "GET" && line.method != "HEAD"))
    return;
  const std::uint32_t actor = actors_.index(event.actor);
  trap_hits_.note_probe(actor, event.raw.status, line.target);
  if (!trap_hits_.holds(line.target)) return;
  std::string host, target;
  const std::string_view own =
      host_.empty() ? event.host : std::string_view(host_);
  const bool kept = trap_hits_.add(
      {.time = event.raw.time,
       .place = event.place,
       .actor = actor,
       .agent = event.agent_index,
       .status = event.raw.status,
       .served = line.method == "GET" && event.served(),
       .from_elsewhere =
           split_url(event.referer, host, target) &&
           (own.empty() ? !trap_hits_.holds(target) : host != own),
       .target = line.target});
  counts_.not_judged += !kept;
}

void Collector::note_allowed(Event& event) {
  note_revalidation(event);
  Actor& actor = event.actor;
  if (is_redirect(event.raw.status)) {
    actor.last_redirect = event.raw.time;
    actor.redirected = true;
  }
  if (event.kind != TargetKind::page ||
      (!event.served() && event.raw.status != 304))
    return;
  event.use->last_allowed_page = event.raw.time;
  event.use->saw_page = true;
}

void Collector::face(const Event& event) {
  if (faces_at_.empty() || event.line.method != "GET" ||
      event.raw.status != 200 || event.agent.own || event.agent.forgotten)
    return;
  const auto at = face_targets_.find(event.line.target);
  if (at == TextIndex::kNone) return;
  for (const std::uint32_t face : faces_at_[at]) {
    const FaceImage& image = inputs_.faces[face];
    if (event.raw.bytes < 0 ||
        image.bytes != static_cast<std::uint64_t>(event.raw.bytes))
      continue;
    const Key key{actors_.index(event.actor), event.agent_index, face};
    if (deliveries_.size() >= kMaxDeliveries && !deliveries_.contains(key))
      continue;
    Delivery& delivery = deliveries_[key];
    if (++delivery.count == 1) delivery.first = delivery.last = event.raw.time;
    delivery.first = std::min(delivery.first, event.raw.time);
    delivery.last = std::max(delivery.last, event.raw.time);
    if (delivery.places.size() < Delivery::kPlaces)
      delivery.places.push_back(event.place);
  }
}

void Collector::keep(const Event& event, Candidate candidate) {
  if (candidates_.size() >= kMaxCandidates || texts_.bytes() > kMaxTextBytes) {
    ++counts_.not_judged;
    return;
  }
  candidate.time = event.raw.time;
  candidate.session = event.session;
  candidate.place = event.place;
  candidate.actor = actors_.index(event.actor);
  candidate.agent = event.agent_index;
  candidate.status = static_cast<std::int16_t>(event.raw.status);
  candidate.bytes = event.raw.bytes;
  candidate.method = keep(event.line.method);
  candidate.target = keep(event.line.target);
  candidate.host = keep(event.host);
  candidates_.push_back(candidate);
}

std::string_view Collector::keep(std::string_view text) {
  return texts_[texts_.find_or_add(text)];
}

}  // namespace veto::logs
