// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/rederive.h"

#include <algorithm>
#include <set>

#include "audit/logs/address.h"
#include "audit/logs/codes.h"
#include "audit/logs/derive_pack.h"
#include "audit/logs/evidence_lines.h"
#include "audit/logs/findings.h"
#include "audit/logs/identity.h"
#include "audit/logs/line_view.h"
#include "audit/logs/rederive_compare.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

using Files = std::map<std::string, std::string>;
using FactNames = std::set<std::string_view>;

// Whose findings are about more lines than are their evidence.
constexpr std::string_view kCodesOfLog[] = {"P1", "V10", "V4", "V9"};

// Whose findings rest on the case's captures or its ledger of traps.
constexpr std::string_view kCodesOfCase[] = {"P2", "V12", "V5",
                                             "V6", "V7",  "V8"};

Rederivation begun(const audit::Finding& finding) {
  return {.outcome = Rederived::failed,
          .id = printable(finding.id, 100),
          .code = printable(finding.code, 100),
          .grade = finding.grade.value(),
          .reasons = {}};
}

// The rest of what the files hold must be what this pack makes of itself.
void check_files(const Pack& pack, const Files& files,
                 std::vector<std::string>& wrong) {
  const Files again = pack_files(pack);
  for (const auto& [name, bytes] : files)
    if (!again.contains(name)) wrong.push_back(name + ": not listed");
  for (const auto& [name, bytes] : again) {
    const auto at = files.find(name);
    if (at == files.end()) {
      wrong.push_back(name + ": missing");
    } else if (name == kPackName) {
      const json stated = json::parse(at->second, nullptr, false);
      for (const std::string& path :
           differences(stated, json::parse(bytes, nullptr, false)))
        wrong.push_back("pack.json" + path +
                        ": not what the rest of the pack makes it");
    } else if (at->second != bytes) {
      wrong.push_back(name + ": other bytes than listed");
    }
  }
}

// Each line that is evidence is there, and no other is called evidence.
void check_lines(const Pack& pack, std::vector<std::string>& wrong) {
  std::map<std::string, const audit::Evidence*> named;
  for (const audit::Evidence& item : pack.finding.evidence)
    if (item.kind == "log_line") named[item.ref] = &item;
  RawLines bytes;
  for (const PackLine& line : pack.lines) {
    bytes[line.place] = line.bytes;
    const audit::Evidence evidence =
        line_evidence(pack.logs, bytes, line.place);
    const auto at = named.find(evidence.ref);
    if ((line.role == "evidence") != (at != named.end())) {
      wrong.push_back("the part of a line in the finding is not its role");
    } else if (at != named.end()) {
      if (at->second->sha256 != evidence.sha256 ||
          at->second->where != evidence.where ||
          at->second->raw != evidence.raw)
        wrong.push_back("a line is not the one that the finding names");
      named.erase(at);
    } else if (line.role != "own_read" && line.role != "size_witness") {
      wrong.push_back("a line of no known role");
    }
  }
  if (!named.empty()) wrong.push_back("a line of the finding is missing");
}

void check_texts(const Pack& pack, std::vector<std::string>& wrong) {
  for (const audit::Evidence& item : pack.finding.evidence)
    if (item.kind == "robots" &&
        std::ranges::none_of(pack.versions, [&](const Version& version) {
          return version->digest.hex() == item.sha256;
        }))
      wrong.push_back(
          "a version of robots.txt that the finding names is "
          "missing");
}

// Requests beyond the pack's lines: named as many times as they are counted.
void check_further(const Pack& pack, std::vector<std::string>& wrong) {
  if (pack.further_places.size() >
      std::min<std::uint64_t>(pack.further, kMaxFurther))
    wrong.push_back("more places are named than requests counted");
  const json& facts = pack.finding.facts;
  const auto targets = facts.find("targets");
  const auto count = facts.find("count");
  const Code* code = find_code(pack.finding.code);
  if (!code || !(code->rule || pack.finding.code == "V11")) return;
  if (targets == facts.end() || !targets->is_array() || count == facts.end() ||
      *count != json(targets->size() + pack.further) ||
      pack.further_places.size() !=
          std::min<std::uint64_t>(pack.further, kMaxFurther))
    wrong.push_back("the requests are not as many as are counted");
}

void check_id(const Pack& pack, std::vector<std::string>& wrong) {
  audit::Finding again = pack.finding;
  again.seal_id();
  if (again.id != pack.finding.id)
    wrong.push_back("the id is not that of these facts");
  if (again.rule_version != kRuleVersion)
    wrong.push_back("the finding was made by other rules than this program's");
}

bool shown_by_size(const Pack& pack) {
  const auto known = pack.finding.facts.find("version_provenance");
  return known == pack.finding.facts.end() || *known != "size_match" ||
         std::ranges::all_of(pack.versions, [](const Version& version) {
           return version->provenance != crawler::Provenance::asserted;
         });
}

// What no log tells, be it whole.
std::vector<std::string> beyond_log(const audit::Finding& finding) {
  std::vector<std::string> why;
  if (std::ranges::find(kCodesOfCase, finding.code) != std::end(kCodesOfCase))
    why.push_back(
        "what was sent when, and which addresses are traps, the case tells");
  if (finding.grade.log > 3)
    why.push_back("that the log was anchored, the anchors tell");
  return why;
}

// Why these lines alone do not make the finding.
std::vector<std::string> beyond_lines(const Pack& pack) {
  std::vector<std::string> why;
  const audit::Finding& finding = pack.finding;
  if (finding.code.starts_with('S'))
    why.push_back("it is about the log or the site as a whole");
  if (std::ranges::find(kCodesOfLog, finding.code) != std::end(kCodesOfLog))
    why.push_back("it counts more requests than are its evidence");
  for (const LogFile& log : pack.logs)
    if (!format_again(log, pack.format))
      why.push_back(
          "how a line is read is told by other lines of the log, or "
          "by the server's configuration");
  if (finding.facts.contains("signature_note"))
    why.push_back("which of its requests are signed is told by the whole log");
  if (!pack.alone) why.push_back("what else the client asked for bears on it");
  if (!finding.facts.value("automation", json("")).is_string() ||
      finding.facts.value("automation", json("")) != "")
    why.push_back(
        "that a browser's name is a program's is told by all that "
        "the client asked for");
  if (!shown_by_size(pack) &&
      std::ranges::none_of(pack.lines, [](const PackLine& line) {
        return line.role == "size_witness" || line.role == "own_read" ||
               line.role == "evidence";
      }))
    why.push_back("no line of the pack shows the size of robots.txt");
  return why;
}

// What the lines make, but what only the rest of the log can tell.
std::vector<std::string> left_to_log(const Pack& pack) {
  std::vector<std::string> why;
  const Code* code = find_code(pack.finding.code);
  if (code && code->complete)
    why.push_back("that it asked for nothing else is told by the whole log");
  if (pack.further > 0)
    why.push_back(std::to_string(pack.further) +
                  " more requests are counted than the pack has lines of");
  return why;
}

// Which facts are about more than the lines of a pack.
FactNames facts_beyond(const Pack& pack) {
  FactNames names = {"requests"};
  if (pack.further > 0)
    names.insert({"count", "first", "last", "rules", "versions"});
  return names;
}

// Of an address that no list can be about a finding says why, where any list
// was there; none is named, and so none is in the pack.
FactNames facts_of_unfit(const audit::Finding& finding) {
  const json& facts = finding.facts;
  const json ip = facts.value("client_ip", json());
  const auto address =
      parse_address(ip.is_string() ? ip.get_ref<const std::string&>() : "");
  const json why = address ? json(unfit(*address)) : json("");
  if (why == "" || facts.value("identity_note", json()) != why ||
      facts.value("address_lists", json()) != json::array() ||
      facts.value("address_prefix", json()) != "" ||
      facts.value("address_list_days", json()) != 0)
    return {};
  return {"identity_note", "address_lists", "address_prefix",
          "address_list_days"};
}

// The finding names files as they were delivered.
std::vector<std::string> logs_not_given(const Pack& pack,
                                        const LogSummary& summary) {
  std::vector<std::string> reasons;
  for (const LogFile& log : pack.logs) {
    const auto& files = summary.files;
    if (std::ranges::find(files, log.file_digest, &LogFile::file_digest) !=
        files.end())
      continue;
    const bool repacked =
        std::ranges::find(files, log.stream_digest, &LogFile::stream_digest) !=
        files.end();
    reasons.push_back(
        printable(log.path.string(), 200) +
        (repacked ? ": not as it was delivered, but packed or unpacked since"
                  : ": none of the given is this log"));
  }
  return reasons;
}

const audit::Finding* same_of(const std::vector<audit::Finding>& found,
                              const audit::Finding& stated) {
  const auto at = std::ranges::find(found, stated.id, &audit::Finding::id);
  return at == found.end() ? nullptr : &*at;
}

void compare(const audit::Finding* found, const audit::Finding& stated,
             const FactNames& without, bool whole,
             std::vector<std::string>& wrong) {
  if (!found) {
    wrong.push_back("the lines do not make this finding");
    return;
  }
  for (const std::string& path :
       differences(comparable(stated, without, whole),
                   comparable(*found, without, whole)))
    wrong.push_back("the finding's " + path + " comes out otherwise");
}

Result<Pack> checked(const Files& files, Rederivation& result) {
  auto pack = parse_pack(files);
  if (!pack) {
    result.reasons = {pack.error().message()};
    return pack;
  }
  result = begun(pack->finding);
  std::vector<std::string>& wrong = result.reasons;
  check_files(*pack, files, wrong);
  check_lines(*pack, wrong);
  check_texts(*pack, wrong);
  check_further(*pack, wrong);
  check_id(*pack, wrong);
  return pack;
}

}  // namespace

std::string_view to_string(Rederived outcome) {
  switch (outcome) {
    case Rederived::confirmed:
      return "confirmed";
    case Rederived::needs_log:
      return "needs the whole log";
    case Rederived::needs_case:
      return "needs the case";
    case Rederived::needs_edition:
      return "needs the confidential edition";
    case Rederived::failed:
      return "failed";
  }
  return "failed";
}

Rederivation rederive(const Files& files, const fs::path& identity) {
  Rederivation result;
  const auto pack = checked(files, result);
  if (!pack || !result.reasons.empty()) return result;
  if (result.reasons = beyond_log(pack->finding); !result.reasons.empty()) {
    result.outcome = Rederived::needs_case;
    return result;
  }
  std::vector<std::string> needs = beyond_lines(*pack);
  if (needs.empty()) {
    const auto found = findings_of_lines(*pack, identity);
    if (!found) {
      result.reasons = {found.error().message()};
      return result;
    }
    FactNames without = facts_beyond(*pack);
    without.merge(facts_of_unfit(pack->finding));
    compare(same_of(*found, pack->finding), pack->finding, without, false,
            result.reasons);
    if (!result.reasons.empty()) return result;
    needs = left_to_log(*pack);
  }
  result.outcome = needs.empty() ? Rederived::confirmed : Rederived::needs_log;
  result.reasons = std::move(needs);
  return result;
}

Result<Rederivation> rederive_with_log(const Files& files,
                                       const fs::path& identity,
                                       const std::vector<fs::path>& logs,
                                       const std::string& format,
                                       std::stop_token stop) {
  Rederivation result;
  const auto pack = checked(files, result);
  result.with_log = true;
  if (!pack || !result.reasons.empty()) return result;
  auto summary = analysis_again(*pack, identity, logs, format, stop);
  if (!summary) return pass(summary);
  if (result.reasons = logs_not_given(*pack, *summary);
      !result.reasons.empty()) {
    result.outcome = Rederived::needs_log;
    return result;
  }
  for (const LogFile& log : pack->logs)
    if (std::ranges::none_of(summary->files, [&](const LogFile& one) {
          return one.stream_digest == log.stream_digest &&
                 one.size == log.size && one.format == log.format &&
                 one.weakness == log.weakness;
        }))
      result.reasons.push_back("the log is not as the pack says: " +
                               printable(log.path.string(), 200));
  if (!result.reasons.empty()) return result;
  if (result.reasons = beyond_log(pack->finding); !result.reasons.empty()) {
    result.outcome = Rederived::needs_case;
    return result;
  }
  compare(same_of(summary->findings, pack->finding), pack->finding,
          facts_of_unfit(pack->finding), pack->versions_left_out == 0,
          result.reasons);
  if (result.reasons.empty()) result.outcome = Rederived::confirmed;
  return result;
}

}  // namespace veto::logs
