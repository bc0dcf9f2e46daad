// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a candidate to a verdict. Judged is the rule in force then and what
// this client had itself received; accused only where nothing excuses.
//
//   V1  served although the client had, within 24 hours, received the rule
//       that asked it not to.
//   V2  served, disallowed all day, and the complete log of that day shows no
//       request of this client for robots.txt, whatever its answer.
//   V3  as V2, and the last copy it had received, older than a copy may be,
//       allowed it (audit/logs/stale_copy.h).
//   V11 served, while robots.txt had answered every read of this client with
//       5xx (audit/logs/outage.h).
//   V1u, V2u  as V1 and V2, by agents whose operator disclaims robots.txt
//       (audit/logs/stated_preference.h).
//
// Excuses, all of which are tried on every disallowed request:
//   own_crawl            our own crawler
//   rules_unknown        no version of robots.txt is known for that time
//   not_disallowed_then  allowed then, though disallowed today
//   allowed              (of findings alone) fetches that were allowed
//   readings_differ      RFC 9309, Google's, the lenient or the operator's own
//                        reading allows it
//   robots_refused       robots.txt answered 4xx to this client: no restriction
//   robots_unreachable   it answered 5xx to this client, or to others about
//                        then
//   robots_unclear       it answered the client something else: a redirect, a
//                        part, no body
//   same_second          within 2 s of a change of rules or of the first read
//   grace                a copy that it had, or may have had, allowed it
//   head                 no content was asked for (HEAD, or not GET)
//   refused              no content was sent: 3xx, 4xx, 5xx, or an empty body
//   subresource          part of an allowed page that a browser showed
//   redirect             an allowed URL sent it there
//   user_triggered       a person's act fetched it (user-triggered, preview)
//   person_possible      a browser's name and nothing that tells a program
//   neighbour_read       same agent, same /24 or /48, read robots.txt
//   operator_read        another agent or address of its operator did; for V1,
//                        was since told otherwise
//   shared_address       another program at that address had read it
//   coverage_unknown     the log is not known to be complete for that time
//   agent_unknown        too many user agents to tell them apart

#ifndef VETO_AUDIT_LOGS_JUDGE_H_
#define VETO_AUDIT_LOGS_JUDGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/collector.h"
#include "audit/logs/rulebook.h"

namespace veto::logs {

struct AppliedExcuse {
  std::string_view name;
  std::string detail;
};

struct Judgement {
  std::string_view verdict = "allowed";
  std::string_view code;  // one of audit/logs/codes.h, or ""
  std::vector<AppliedExcuse> excuses;
  Version version;  // in force
  // V1, V3: what the client had received; V11: the 5xx.
  const RobotsRead* read = nullptr;
  Version received;  // V1, V3: the version it carried
  bool received_by_size = false;
  // V2, V3, V11: how far back the log was searched.
  std::optional<UtcTime> complete_from;
  std::optional<UtcTime> changed;  // V3: since when it has been disallowed

  bool has(std::string_view excuse) const;
};

class Judge {
 public:
  // Sorts the reads of every actor. All must outlive this.
  Judge(Collector& collector, const Rulebook& rules,
        std::optional<UtcTime> complete_from,
        std::optional<UtcTime> first_served);

  Judgement judge(const Candidate& candidate) const;
  // Why a request that the rules in force disallow may stand for what its
  // client had been told of them, whether or not it ever asked; "" for none:
  //   robots_refused, robots_unreachable, robots_unclear
  //                  the last answer to it; 404 and 5xx also to others then
  //   grace          the copy that it had received allowed it
  //   operator_read  another address of its operator was refused robots.txt
  //                  since, or given such a copy
  std::string_view told_otherwise(const Candidate& candidate) const;

 private:
  struct Sighting {
    UtcTime time;
    std::uint32_t actor;
    // In site_ that rules were served, elsewhere that it was not a 5xx.
    bool good = true;

    auto operator<=>(const Sighting&) const = default;
  };
  using Sightings = std::vector<Sighting>;
  // What robots.txt answered one address of an operator.
  struct Answer {
    std::uint32_t actor;
    const RobotsRead* read;
  };
  struct Scene;

  void index_reads();
  void index_read(std::uint32_t agent, Sighting sighting,
                  const RobotsRead* read);
  bool contradicts(const RobotsRead& read) const;
  void on_rules(Scene& scene) const;
  void on_client_reads(Scene& scene) const;
  void on_request(Scene& scene) const;
  void on_time(Scene& scene) const;
  void had_read(Scene& scene) const;
  void had_not_read(Scene& scene) const;
  // What lets the request stand although this read came before it.
  void on_copies(Scene& scene, const RobotsRead& read) const;
  // Several programs may share an address: whether this one made the read.
  bool is_its_own(const Scene& scene, const RobotsRead& read) const;
  void on_later_answers(Scene& scene, const RobotsRead& read) const;
  bool is_known_to_allow(const Scene& scene, const RobotsRead& read) const;
  void on_own_answer(Scene& scene, const RobotsRead& read,
                     std::chrono::hours cache) const;
  void on_answers_elsewhere(Scene& scene, UtcTime from) const;
  // Whether a copy that came with this read allows the request, or may.
  bool may_allow(const Scene& scene, const RobotsRead& read) const;
  void held_older_copy(Scene& scene) const;
  void went_on_in_outage(Scene& scene) const;
  bool may_hold_copy(const Scene& scene) const;
  // "neighbour_read" and "operator_read", where they apply from then on.
  std::vector<AppliedExcuse> reads_elsewhere(const Scene& scene,
                                             UtcTime from) const;
  void on_site(Scene& scene) const;
  bool site_began_with_rules() const;
  bool covered(UtcTime from, UtcTime to) const;
  static const Sighting* read_by_other(const Sightings& all, UtcTime from,
                                       UtcTime to, std::uint32_t actor);

  const Collector& collector_;
  const Rulebook& rules_;
  std::optional<UtcTime> complete_from_;
  std::optional<UtcTime> first_served_;
  std::vector<LogGap> gaps_;
  Sightings site_;  // by anybody, with an answer that says what was served
  std::map<std::string, Sightings, std::less<>> by_neighbour_;
  std::map<std::string, Sightings, std::less<>> by_operator_;
  std::map<std::string, std::vector<Answer>, std::less<>> answers_;  // by time
  // When an address of that key was answered otherwise than by 5xx.
  std::map<std::string, std::vector<UtcTime>, std::less<>> copies_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_JUDGE_H_
