// SPDX-License-Identifier: GPL-3.0-or-later
//
// R1, face image delivered; P1, read and kept to; S2, robots.txt refused.

#include <algorithm>
#include <map>

#include "audit/logs/findings.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kImages = 50;
constexpr std::size_t kLines = 20;

// Deliveries of one client under one agent.
struct Received {
  std::uint64_t count = 0;
  UtcTime first{}, last{};
  std::vector<std::uint32_t> agents;
  std::map<std::uint32_t, Delivery> images;  // by index into Inputs::faces
};

using ReceivedBy = std::map<std::pair<std::uint32_t, std::string>, Received>;

// A program that asks at a person's request, at an address that its operator
// does not vouch for, may run on that person's own machine.
bool may_run_at_persons(const Material& material, std::uint32_t actor,
                        std::uint32_t agent, Span span) {
  const config::Scraper* scraper = material.collector.agents()[agent].scraper;
  return scraper && scraper->user_triggered &&
         !is_verified(
             about_client(material, actor, {agent}, span, "R1").identity);
}

// A person's browser shows the images of the pages that person reads: those
// visitors are counted, never listed.
ReceivedBy gather(const Material& material) {
  ReceivedBy all;
  for (const auto& [key, delivery] : material.collector.deliveries()) {
    const auto& [actor, agent, image] = key;
    if (may_be_person(material, actor, agent) ||
        may_run_at_persons(material, actor, agent,
                           {delivery.first, delivery.last}))
      continue;
    const Agent& named = material.collector.agents()[agent];
    Received& received = all[{actor, named.token}];
    if (received.count == 0) received.first = received.last = delivery.first;
    received.count += delivery.count;
    received.first = std::min(received.first, delivery.first);
    received.last = std::max(received.last, delivery.last);
    if (std::ranges::find(received.agents, agent) == received.agents.end() &&
        received.agents.size() < Actor::kMaxAgents)
      received.agents.push_back(agent);
    Delivery& one = received.images[image];
    if (one.count == 0) one.first = one.last = delivery.first;
    one.count += delivery.count;
    one.first = std::min(one.first, delivery.first);
    one.last = std::max(one.last, delivery.last);
    one.places.insert(one.places.end(), delivery.places.begin(),
                      delivery.places.end());
  }
  return all;
}

json image_json(const FaceImage& image, const Delivery& delivery) {
  return {{"url", image.url},
          {"digest", image.digest.hex()},
          {"bytes", image.bytes},
          {"capture_id", image.capture_id},
          {"imported", image.imported},
          {"count", delivery.count},
          {"first", to_rfc3339(delivery.first)},
          {"last", to_rfc3339(delivery.last)}};
}

// One line of each image before a second one of any.
std::vector<Place> spread(const std::map<std::uint32_t, Delivery>& images) {
  std::vector<Place> places;
  for (std::size_t round = 0; round < Delivery::kPlaces; ++round)
    for (const auto& [index, delivery] : images)
      if (round < delivery.places.size() && places.size() < kLines)
        places.push_back(delivery.places[round]);
  std::ranges::sort(places);
  return places;
}

// The first copies that programs received at one address, one a program.
std::vector<const RobotsRead*> first_copies(const Material& material,
                                            std::uint32_t index) {
  const AgentTable& agents = material.collector.agents();
  std::vector<const RobotsRead*> found;
  for (const RobotsRead& read : material.collector.actors().all()[index].reads)
    if (read.received() && !agents[read.agent].forgotten &&
        found.size() < Actor::kMaxAgents &&
        !may_be_person(material, index, read.agent) &&
        std::ranges::none_of(found, [&](const RobotsRead* one) {
          return is_same_program(agents[one->agent], agents[read.agent]);
        }))
      found.push_back(&read);
  return found;
}

// What the program that received a copy did then, under all its names.
void draft_kept(const Material& material, std::uint32_t index,
                const RobotsRead& read, std::vector<Draft>& drafts) {
  const AgentTable& table = material.collector.agents();
  const Actor& actor = material.collector.actors().all()[index];
  const auto is_its = [&](std::uint32_t agent) {
    return is_same_program(table[read.agent], table[agent]) &&
           !may_be_person(material, index, agent);
  };
  bool by_size = false;
  const auto versions =
      material.rules.received(read.time, read.body_bytes(), by_size);
  std::vector<std::uint32_t> agents{read.agent};
  std::uint64_t fetched = 0;
  Span span{read.time, read.time};
  for (const AgentUse& use : actor.uses) {
    if (!is_its(use.agent)) continue;
    if (use.agent != read.agent) agents.push_back(use.agent);
    fetched += use.fetched_after_read;
    span = {std::min(span.first, use.first), std::max(span.last, use.last)};
  }
  if (versions.empty() || fetched == 0) return;
  Draft draft{.actor = index,
              .first = read.time,
              .places = {},
              .finding = about_client(material, index, agents, span, "P1")};
  std::uint64_t reads = 0;
  for (const RobotsRead& one : actor.reads) {
    if (!is_its(one.agent)) continue;
    ++reads;
    if (draft.places.size() < kLines) draft.places.push_back(one.place);
  }
  draft.finding.facts.update(
      {{"count", reads},
       {"first", to_rfc3339(span.first)},
       {"last", to_rfc3339(span.last)},
       {"robots_reads", reads},
       {"robots_read_time", to_rfc3339(read.time)},
       {"robots_read_status", read.status},
       {"allowed_fetches", fetched},
       {"version_digest", versions.front()->digest.hex()}});
  draft.finding.evidence.push_back(version_evidence(versions.front()));
  draft.finding.grade.rules = by_size ? 3 : 2;
  drafts.push_back(std::move(draft));
}

}  // namespace

void draft_deliveries(const Material& material, std::vector<Draft>& drafts) {
  for (const auto& [key, received] : gather(material)) {
    Draft draft{.actor = key.first,
                .first = received.first,
                .places = spread(received.images),
                .finding = about_client(material, key.first, received.agents,
                                        {received.first, received.last}, "R1")};
    draft.further_count = received.count - draft.places.size();
    json& facts = draft.finding.facts;
    facts["count"] = received.count;
    facts["first"] = to_rfc3339(received.first);
    facts["last"] = to_rfc3339(received.last);
    facts["distinct_images"] = received.images.size();
    facts["automation"] = std::string(
        automation_of(material, key.first, received.agents.front()));
    json images = json::array();
    for (const auto& [index, delivery] : received.images) {
      const FaceImage& image = material.inputs.faces[index];
      if (images.size() == kImages) break;
      images.push_back(image_json(image, delivery));
      // Whose bytes are the user's word carries no more than that.
      if (image.imported)
        draft.finding.grade.predicate =
            std::min(draft.finding.grade.predicate, 2);
      draft.finding.evidence.push_back({.kind = "image",
                                        .ref = image.digest.hex(),
                                        .where = image.url,
                                        .sha256 = image.digest.hex(),
                                        .raw = {}});
    }
    facts["image_url"] = images.front()["url"];
    facts["image_digest"] = images.front()["digest"];
    facts["image_bytes"] = images.front()["bytes"];
    facts["images"] = std::move(images);
    drafts.push_back(std::move(draft));
  }
}

void draft_compliance(const Material& material, std::vector<Draft>& drafts) {
  // With requests left unjudged nobody is known to have kept to the rules.
  if (material.collector.counts().not_judged > 0) return;
  const auto& actors = material.collector.actors().all();
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    const Actor& actor = actors[i];
    const Conduct& conduct = material.tally.conduct(i);
    if (actor.own || conduct.disallowed > 0 || conduct.doubtful > 0) continue;
    for (const RobotsRead* read : first_copies(material, i))
      draft_kept(material, i, *read, drafts);
  }
}

void draft_refusals(const Material& material, std::vector<Draft>& drafts) {
  std::map<std::string, std::uint64_t> statuses;
  std::uint64_t count = 0;
  std::uint64_t clients = 0;
  Draft draft;
  UtcTime last{};
  for (const Actor& actor : material.collector.actors().all()) {
    bool any = false;
    for (const RobotsRead& read : actor.reads) {
      // Where there is no file there is nothing to be refused.
      if (!read.refused() || read.status == 404 || read.status == 410) continue;
      any = true;
      if (++count == 1) draft.first = last = read.time;
      draft.first = std::min(draft.first, read.time);
      last = std::max(last, read.time);
      ++statuses[std::to_string(read.status)];
      const Agent& agent = material.collector.agents()[read.agent];
      if (!agent.browser && draft.places.size() < kLines)
        draft.places.push_back(read.place);
    }
    clients += any;
  }
  if (count == 0) return;
  draft.finding.code = "S2";
  draft.finding.subject = "robots.txt refused";
  draft.finding.rule_version = kRuleVersion;
  draft.finding.grade = {
      .identity = 4, .rules = 4, .log = log_grade(material), .predicate = 4};
  draft.finding.facts = {{"count", count},
                         {"clients", clients},
                         {"statuses", statuses},
                         {"first", to_rfc3339(draft.first)},
                         {"last", to_rfc3339(last)}};
  drafts.push_back(std::move(draft));
}

}  // namespace veto::logs
