// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests for traps (audit/traps/trap.h), gathered in one pass, and which
// clients ask for whatever scanners for weak spots ask for.

#ifndef VETO_AUDIT_LOGS_TRAP_HITS_H_
#define VETO_AUDIT_LOGS_TRAP_HITS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/actors.h"
#include "audit/logs/text_index.h"
#include "audit/traps/trap.h"

namespace veto::logs {

struct TrapHit {
  static constexpr std::uint32_t kNoCanary = TextIndex::kNone;

  UtcTime time;
  Place place;
  std::uint32_t actor = 0;
  std::uint32_t agent = 0;
  std::uint32_t trap = 0;            // index into Inputs::traps
  std::uint32_t canary = kNoCanary;  // the name it was asked for under
  std::int16_t status = 0;
  std::int8_t depth = 1;        // 2: what the trap's page alone links to
  bool served = false;          // content was sent
  bool picture = false;         // of a canary
  bool entry = false;           // the one address that is linked
  bool from_elsewhere = false;  // another site's page referred to it
  std::string_view target;      // kept by the TrapHits
};

// What a line says, for add().
struct TrapRequest {
  UtcTime time;
  Place place;
  std::uint32_t actor = 0;
  std::uint32_t agent = 0;
  int status = 0;
  bool served = false;
  // Where nothing says whose site this is: not the trap's own page did.
  bool from_elsewhere = false;
  std::string_view target;
};

class TrapHits {
 public:
  static constexpr std::size_t kMaxHits = 100'000;
  static constexpr std::size_t kMaxScanners = 100'000;

  // They must outlive this.
  explicit TrapHits(const std::vector<traps::Trap>& traps);

  // Nothing is looked for.
  bool empty() const { return by_part_.empty(); }
  // Whether that target lies in a trap.
  bool holds(std::string_view target) const { return trap_of(target) != kNone; }
  // False where it lies in one and could not be kept.
  bool add(const TrapRequest& request);
  // Looks at a request that no trap is about.
  void note_probe(std::uint32_t actor, int status, std::string_view target);

  // In order of time once sort() was called, before that of lines.
  const std::deque<TrapHit>& all() const { return hits_; }
  void sort();
  // Asked for what is no page of the site and what scanners try everywhere:
  // such a client follows every string it finds. True of everybody where there
  // were too many such to remember.
  bool is_scanner(std::uint32_t actor) const;
  std::string_view canary(std::uint32_t name) const { return names_[name]; }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::uint32_t trap_of(std::string_view target) const;

  const std::vector<traps::Trap>& traps_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_part_;
  std::deque<TrapHit> hits_;
  TextIndex targets_, names_;
  std::set<std::uint32_t> scanners_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_TRAP_HITS_H_
