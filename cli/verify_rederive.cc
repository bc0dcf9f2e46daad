// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/verify_rederive.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/logs/pack.h"
#include "audit/logs/pack_write.h"
#include "audit/logs/rederive_compare.h"
#include "base/bounded_json.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/named_logs.h"
#include "reports/bundle/check_findings.h"
#include "reports/bundle/whole_log.h"
#include "reports/edition/aliases.h"
#include "reports/edition/policy.h"
#include "reports/finding_words.h"

namespace veto::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPacks = "data/30-packs";
constexpr std::uint64_t kMaxFindings = 256u << 20;
constexpr std::uint64_t kMaxSecretText = 4096;

using PackFiles = std::map<std::string, std::string>;
// Lines of findings.jsonl, by the folders of the packs that they have or would
// have.
using StatedFindings = std::map<std::string, nlohmann::json>;

Result<StatedFindings> stated_findings(const fs::path& bundle) {
  const auto text = read_file(bundle / reports::kFindingsFile, kMaxFindings);
  if (!text) return std::unexpected(text.error());
  StatedFindings stated;
  for (const std::string_view line : split(*text, '\n')) {
    bool too_deep = false;
    auto json = parse_bounded_json<nlohmann::json>(
        line, reports::kMaxFindingDepth, too_deep);
    const auto finding = audit::finding_from_json(json);
    if (finding) stated.emplace(logs::pack_folder(*finding), std::move(json));
  }
  return stated;
}

// What was derived is what the pack says; the report's reader has what the
// bundle says.
void hold_against(const StatedFindings& stated, const PackFiles& files,
                  DerivedFindings::One& one) {
  const auto pack = logs::parse_pack(files);
  if (!pack) return;
  std::vector<std::string> wrong;
  const auto at = stated.find(one.pack);
  if (at == stated.end()) {
    wrong.emplace_back("findings.jsonl has no finding of this pack");
  } else {
    nlohmann::json line = at->second;
    line.erase("withdrawn");
    for (const std::string& path :
         logs::differences(line, audit::to_json(pack->finding)))
      wrong.push_back("findings.jsonl says another " + path + " than the pack");
  }
  if (wrong.empty()) return;
  one.result.outcome = logs::Rederived::failed;
  one.result.reasons = std::move(wrong);
}

// One that makes the root, where several secrets are given for several logs. A
// lesser edition knows a log by its root alone: then each has to be tried.
Result<DerivedFindings::Log> look_at_log(
    const reports::CommitmentList& list, const fs::path& file,
    const std::vector<std::string>& secrets, std::stop_token stop) {
  if (secrets.empty() &&
      std::ranges::any_of(list.logs, [](const reports::LogCommitment& log) {
        return reports::is_spelled_alias(log.stream);
      }))
    return fail(ErrorKind::usage,
                "whether this is the log cannot be told without its secret, as "
                "this edition has no digests of logs",
                file.string(), "give the log's secret: --log-secret FILE");
  DerivedFindings::Log seen{file.string(), {}, "another log"};
  auto asked = secrets;
  if (asked.empty()) asked.emplace_back();
  for (const std::string& secret : asked) {
    auto whole = reports::find_whole_log(list, file, secret, stop);
    if (!whole) return pass(whole);
    if (!whole->log) continue;
    seen.log = whole->log->log;
    seen.result = !whole->makes_root   ? "the log"
                  : *whole->makes_root ? "the log and its root"
                                       : "not the root";
    if (whole->makes_root.value_or(false)) break;
  }
  return seen;
}

Result<std::vector<std::string>> secrets_in(
    const std::vector<std::string>& files) {
  std::vector<std::string> secrets;
  for (const std::string& file : files) {
    auto text = read_file(file, kMaxSecretText);
    if (!text) return pass(text);
    secrets.push_back(*std::move(text));
  }
  return secrets;
}

// Where the logs of a pack can be had.
std::vector<std::string> logs_needed(const PackFiles& files,
                                     const reports::CommitmentList& list) {
  std::vector<std::string> needs;
  const auto pack = logs::parse_pack(files);
  if (!pack) return needs;
  for (const logs::LogFile& log : pack->logs) {
    const auto at = std::ranges::find(list.logs, log.stream_digest.hex(),
                                      &reports::LogCommitment::stream);
    if (at != list.logs.end() && !at->sealed.empty())
      needs.insert(needs.end(), at->sealed.begin(), at->sealed.end());
    else
      needs.push_back(fmt::format("{}, which is not in this bundle: SHA-256 {}",
                                  printable(log.path.string(), 200),
                                  log.file_digest.hex()));
  }
  return needs;
}

Result<DerivedFindings::One> derive_one(const fs::path& pack,
                                        const StatedFindings& stated,
                                        const reports::CommitmentList& list,
                                        const RederiveOrder& order,
                                        const NamedLogs& whole_logs,
                                        std::stop_token stop) {
  const auto files = logs::read_pack_files(pack);
  if (!files) return std::unexpected(files.error());
  DerivedFindings::One one{
      pack.filename().string(), logs::rederive(*files, pack / "identity"), {}};
  if (one.result.outcome != logs::Rederived::failed)
    hold_against(stated, *files, one);
  if (one.result.outcome != logs::Rederived::needs_log) return one;
  if (order.logs.empty()) {
    one.needs = logs_needed(*files, list);
    return one;
  }
  auto whole = logs::rederive_with_log(*files, pack / "identity",
                                       whole_logs.paths(), order.format, stop);
  if (!whole) return pass(whole);
  one.result = *std::move(whole);
  if (one.result.outcome == logs::Rederived::needs_log)
    one.needs = logs_needed(*files, list);
  return one;
}

// Each finding about a client, which the confidential edition has a pack of.
Result<DerivedFindings> without_packs(const fs::path& bundle,
                                      DerivedFindings derived) {
  const auto stated = stated_findings(bundle);
  if (!stated) return std::unexpected(stated.error());
  for (const auto& [pack, line] : *stated) {
    const auto finding = audit::finding_from_json(line);
    if (!finding || !reports::is_about_client(*finding)) continue;
    DerivedFindings::One one;
    one.pack = pack;
    one.result.outcome = logs::Rederived::needs_edition;
    one.result.id = finding->id;
    one.result.code = finding->code;
    one.result.grade = finding->grade.value();
    derived.findings.push_back(std::move(one));
  }
  return derived;
}

}  // namespace

bool DerivedFindings::hold() const {
  return std::ranges::none_of(findings,
                              [](const One& one) {
                                return one.result.outcome ==
                                       logs::Rederived::failed;
                              }) &&
         std::ranges::all_of(logs, [](const Log& log) {
           return log.result.starts_with("the log");
         });
}

Result<DerivedFindings> derive_again(const fs::path& bundle,
                                     std::string_view edition,
                                     const RederiveOrder& order,
                                     std::stop_token stop) {
  auto list = reports::read_commitments(bundle);
  if (!list) return pass(list);
  auto secrets = secrets_in(order.secrets);
  if (!secrets) return pass(secrets);
  auto whole_logs = NamedLogs::make();
  if (!whole_logs) return pass(whole_logs);
  DerivedFindings derived;
  for (const fs::path& file : order.logs) {
    auto seen = look_at_log(*list, file, *secrets, stop);
    if (!seen) return pass(seen);
    if (auto added = whole_logs->add(file, seen->log); !added)
      return pass(added);
    derived.logs.push_back(*std::move(seen));
  }
  // What another log makes of the findings says nothing about them.
  if (!derived.hold()) return derived;
  const auto kind = reports::edition_named(edition);
  if (kind && reports::is_lesser(*kind))
    return without_packs(bundle, std::move(derived));
  const auto stated = stated_findings(bundle);
  if (!stated) return std::unexpected(stated.error());
  const fs::path packs = bundle / kPacks;
  std::error_code code;
  for (fs::directory_iterator at(packs, code), end; !code && at != end;
       at.increment(code)) {
    auto one = derive_one(at->path(), *stated, *list, order, *whole_logs, stop);
    if (!one) return pass(one);
    derived.findings.push_back(*std::move(one));
  }
  if (code && code != std::errc::no_such_file_or_directory)
    return fail(ErrorKind::io, "cannot list the folder", packs.string());
  std::ranges::sort(derived.findings, {}, &DerivedFindings::One::pack);
  return derived;
}

nlohmann::json derived_json(const DerivedFindings& derived) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& one : derived.findings)
    list.push_back({{"pack", one.pack},
                    {"code", one.result.code},
                    {"grade", one.result.grade},
                    {"result", to_string(one.result.outcome)},
                    {"reasons", one.result.reasons},
                    {"with_log", one.result.with_log},
                    {"needs", one.needs}});
  return list;
}

nlohmann::json whole_logs_json(const DerivedFindings& derived) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& log : derived.logs)
    list.push_back({{"file", to_valid_utf8(log.file)},
                    {"log", to_valid_utf8(log.log)},
                    {"result", log.result}});
  return list;
}

std::string derived_text(const DerivedFindings& derived) {
  std::string text;
  for (const auto& log : derived.logs)
    text += fmt::format("log       {}: {}{}\n", printable(log.file), log.result,
                        log.log.empty() ? "" : ", " + printable(log.log));
  if (!derived.hold() && derived.findings.empty()) return text;
  for (const auto& one : derived.findings) {
    text += fmt::format("derived   {} E{}: {}\n", one.pack, one.result.grade,
                        to_string(one.result.outcome));
    for (const std::string& reason : one.result.reasons)
      text += "          " + printable(reason) + "\n";
    for (const std::string& part : one.needs)
      text += "          it is in " + printable(part) + "\n";
  }
  if (derived.findings.empty())
    text += "derived   no finding has an evidence pack in there\n";
  return text;
}

}  // namespace veto::cli
