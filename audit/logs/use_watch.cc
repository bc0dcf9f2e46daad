// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/use_watch.h"

#include "audit/logs/rulebook.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/tdmrep.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// noai and noimageai ask those who collect for AI, as the registry knows them:
// what an agent of no known purpose does with a page nobody can tell.
bool is_meant(const Agent& agent) {
  const config::Scraper* scraper = agent.scraper;
  return scraper && scraper->crawls_for_ai && !scraper->user_triggered &&
         !scraper->control_only && !agent.browser;
}

}  // namespace

void UseWatch::read_header(std::string_view value) {
  if (value == header_) return;
  header_ = value;
  header_said_.clear();
  for (const auto& found : signals::parse_robots_header(value, registry_)) {
    if (found.malformed) continue;
    if (found.name == "noai" || found.name == "noimageai")
      header_said_.push_back(
          {.ask = found.name == "noai" ? Ask::noai : Ask::noimageai,
           .agent = found.agent,
           .source = signals::Source::header,
           .raw = "X-Robots-Tag: " + printable(value, 500)});
  }
}

std::optional<SentWord> UseWatch::word_of(const Response& response,
                                          Ask ask) const {
  const RawLine& raw = response.raw;
  const std::string_view token = response.agent.token;
  const bool tdm = ask == Ask::tdm_reservation;
  bool denied = false;
  if (tdm && raw.has_tdm_reservation) {
    const auto found = signals::read_tdmrep_header(signals::kTdmReservation,
                                                   raw.tdm_reservation);
    if (found && found->problem.empty() && found->value == "1")
      return SentWord{.ask = ask,
                      .known = SentKnown::log,
                      .source = signals::Source::header,
                      .raw = "tdm-reservation: 1",
                      .capture_id = {},
                      .url = {}};
    denied = found && found->problem.empty() && found->value == "0";
  }
  if (!tdm && raw.has_robots_tag)
    if (const Statement* said = find_statement(header_said_, ask, token))
      return SentWord{.ask = ask,
                      .known = SentKnown::log,
                      .source = said->source,
                      .raw = said->raw,
                      .capture_id = {},
                      .url = {}};
  if (at_ == SentHistory::kNone) return std::nullopt;
  const Statement* said = nullptr;
  const Sighting* seen = sent_.in_force(at_, raw.time, ask, token, &said);
  if (!seen) return std::nullopt;
  // The log says what header this very response had, or that it had none.
  const bool logged = tdm ? raw.has_tdm_reservation : raw.has_robots_tag;
  if (logged && said->source == signals::Source::header) return std::nullopt;
  // A response takes the place of what the file says
  // (audit/signals/families/tdmrep_rules.h).
  if (denied && said->source == signals::Source::file) return std::nullopt;
  return SentWord{.ask = ask,
                  .known = SentKnown::captured,
                  .source = said->source,
                  .raw = said->raw,
                  .capture_id = seen->capture_id,
                  .url = seen->url};
}

UseRequest UseWatch::request_of(const Response& response, SentWord word) const {
  return {.target = std::string(response.target),
          .time = response.raw.time,
          .status = response.raw.status,
          .bytes = response.raw.bytes,
          .told = response.raw.time,
          .place = response.place,
          .word = std::move(word)};
}

void UseWatch::add(const Response& response) {
  const RawLine& raw = response.raw;
  const bool logged = raw.has_robots_tag || raw.has_tdm_reservation;
  if (sent_.empty() && !logged) return;
  const Agent& agent = response.agent;
  const bool content =
      raw.status == 200 || raw.status == 203 || raw.status == 206;
  if (response.method != "GET" || !content || agent.own || agent.forgotten)
    return;
  if (response.target.size() > kMaxUseTarget) {
    ++passed_over_;
    return;
  }
  at_ = sent_.find(response.target);
  if (at_ == SentHistory::kNone && !logged) return;
  if (raw.has_robots_tag) read_header(raw.robots_tag);
  if (raw.bytes > 0) reserved(response);
  if (raw.status != 200) return;
  if (response.kind == TargetKind::image)
    image(response, is_meant(agent));
  else if (raw.bytes > 0)
    page(response, is_meant(agent));
}

void UseWatch::reserved(const Response& response) {
  const config::Scraper* scraper = response.agent.scraper;
  if (!scraper || response.agent.browser ||
      !declares_mining(*scraper, registry_))
    return;
  if (auto word = word_of(response, Ask::tdm_reservation))
    add_to(reserved_, {response.actor, response.agent_index},
           request_of(response, *std::move(word)), passed_over_);
}

void UseWatch::page(const Response& response, bool meant) {
  if (!meant) return;
  const UseClient client{response.actor, response.agent_index};
  auto noai = word_of(response, Ask::noai);
  if (at_ != SentHistory::kNone && (noai || word_of(response, Ask::noimageai)))
    images_.page(client, at_, response.raw.time);
  if (noai)
    recrawled_.received(client, Rulebook::cache_time(response.agent),
                        request_of(response, *std::move(noai)));
}

void UseWatch::image(const Response& response, bool meant) {
  if (at_ == SentHistory::kNone) return;
  auto word = word_of(response, Ask::noimageai);
  if (!word) word = word_of(response, Ask::noai);
  // What an image's file says of itself no client has read before it took it.
  if (!word || word->source != signals::Source::header) return;
  images_.image({response.actor, response.agent_index}, at_,
                sent_.bytes(at_, response.raw.time), sent_.shown_by(at_), meant,
                request_of(response, *std::move(word)));
}

}  // namespace veto::logs
