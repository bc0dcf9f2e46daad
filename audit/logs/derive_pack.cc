// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/derive_pack.h"

#include <algorithm>

#include "audit/logs/findings.h"
#include "audit/logs/format_text.h"
#include "audit/logs/identity.h"
#include "audit/logs/judge.h"
#include "audit/logs/line_view.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

// Intervals as sightings: of their first instant, and of their last.
Result<crawler::RobotsHistory> history_again(const Pack& pack) {
  std::vector<Version> versions = pack.versions;
  std::ranges::sort(versions, {},
                    [](const Version& version) { return version->seen_from; });
  crawler::RobotsHistory history(pack.origin);
  for (const Version& one : versions)
    for (const UtcTime time : {one->seen_from, one->seen_to}) {
      auto seen = history.sighted(time, one->status, one->text, one->provenance,
                                  one->source);
      if (!seen) return pass(seen);
    }
  if (history.versions().size() != versions.size())
    return fail(ErrorKind::damaged,
                "versions of robots.txt that are one and the same");
  return history;
}

Result<std::vector<AddressFile>> lists_again(const Pack& pack,
                                             const fs::path& identity) {
  if (pack.identity.empty() || identity.empty())
    return std::vector<AddressFile>();
  auto lists = list_address_files(identity, Sinks());
  if (!lists) return lists;
  for (AddressFile& file : *lists)
    if (const auto kept = pack.kept.find(file.name); kept != pack.kept.end())
      file.kept = kept->second;
  return lists;
}

Result<Inputs> inputs_again(const Pack& pack, const fs::path& identity) {
  Inputs inputs;
  inputs.origin = pack.origin;
  inputs.own_token = pack.own_token;
  inputs.complete_from = pack.complete_from;
  inputs.first_served = pack.first_served;
  inputs.faces = pack.faces;
  auto history = history_again(pack);
  if (!history) return pass(history);
  inputs.history = std::move(*history);
  auto lists = lists_again(pack, identity);
  if (!lists) return pass(lists);
  inputs.address_lists = std::move(*lists);
  if (!pack.identity.empty()) inputs.folder = identity;
  return inputs;
}

Status add_pack_lines(const Pack& pack, Collector& collector) {
  std::vector<std::optional<Format>> formats;
  for (const LogFile& log : pack.logs)
    formats.push_back(format_again(log, pack.format));
  for (const PackLine& line : pack.lines) {
    const auto& format = formats[line.place.file];
    RawLine raw;
    if (!format || !format->parse(line.bytes, raw) ||
        !collector.add(raw, line.place))
      return fail(ErrorKind::damaged, "a line is no request in its format");
  }
  return {};
}

RawLines raw_lines(const Pack& pack) {
  RawLines lines;
  for (const PackLine& line : pack.lines) lines[line.place] = line.bytes;
  return lines;
}

}  // namespace

Result<std::vector<audit::Finding>> findings_of_lines(
    const Pack& pack, const fs::path& identity) {
  auto inputs = inputs_again(pack, identity);
  if (!inputs) return pass(inputs);
  auto proofs = load_proofs(*inputs, Sinks());
  if (!proofs) return pass(proofs);
  const Rulebook rules(inputs->history);
  Collector collector(*inputs, rules);
  collector.check_signatures(proofs->keys);
  if (auto added = add_pack_lines(pack, collector); !added) return pass(added);
  const Judge judge(collector, rules, inputs->complete_from,
                    inputs->first_served);
  Tally tally(collector, rules);
  for (const Candidate& request : collector.candidates())
    tally.add(request, judge.judge(request));
  auto found = make_findings(
      Material{*inputs, pack.logs, collector, rules, tally, *proofs, judge},
      [&](const std::set<Place>&) {
        return Result<RawLines>(raw_lines(pack));
      });
  if (!found) return pass(found);
  std::vector<audit::Finding> findings;
  for (ClientFinding& one : *found) findings.push_back(std::move(one.finding));
  return findings;
}

Result<LogSummary> analysis_again(const Pack& pack, const fs::path& identity,
                                  const std::vector<fs::path>& logs,
                                  const std::string& format,
                                  std::stop_token stop) {
  auto inputs = inputs_again(pack, identity);
  if (!inputs) return pass(inputs);
  inputs->files = logs;
  inputs->format = format;
  if (format.empty() && !pack.format.empty()) {
    std::error_code error;
    const std::string head = pack.format.substr(0, pack.format.rfind(':'));
    if (fs::exists(pack.format, error) || fs::exists(head, error))
      return fail(ErrorKind::refused,
                  "the format that the pack names is a file here",
                  printable(pack.format, 200), "say the format by --format");
    inputs->format = pack.format;
  }
  return analyse_logs(*inputs, Sinks(), stop);
}

}  // namespace veto::logs
