// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "audit/logs/collector.h"
#include "audit/logs/findings.h"
#include "audit/logs/format_choice.h"
#include "audit/logs/judge.h"
#include "audit/logs/line_blocks.h"
#include "audit/logs/seen_lines.h"
#include "audit/logs/summary.h"
#include "audit/logs/survey.h"
#include "audit/logs/tally.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxReasons = 1000;

void leave_out(LogFile& file, const Line& line, std::string reason) {
  ++file.set_aside;
  if (file.reasons.size() < kMaxReasons)
    file.reasons.emplace_back(line.number, std::move(reason));
}

void set_aside(LogFile& file, const Line& line, std::string reason,
               Collector& collector) {
  leave_out(file, line, std::move(reason));
  collector.set_aside(line.bytes);
}

void note(LogFile& file, const RawLine& raw) {
  if (++file.parsed == 1) file.first = file.last = raw.time;
  file.first = std::min(file.first, raw.time);
  file.last = std::max(file.last, raw.time);
}

// Servers write a line when its request has ended, not when it began.
constexpr std::chrono::hours kDisorder{1};

// Where the times of a file meet those of earlier and later ones.
struct Overlap {
  UtcTime until = UtcTime::min();  // the last of all earlier files
  UtcTime from = UtcTime::max();   // the first of all later files
  SeenLines seen;
  std::uint64_t repeated = 0;

  bool repeats(const RawLine& raw, std::string_view line) {
    const bool again = raw.time <= until && seen.repeats(line);
    repeated += again;
    if (!again && raw.time >= from) seen.remember(line);
    return again;
  }
};

void take(const ParsedLine& one, std::uint32_t number, LogFile& file,
          Collector& collector, Overlap& overlap) {
  const Line& line = one.line;
  if (!one.reason.empty())
    set_aside(file, line, std::string(one.reason), collector);
  else if (overlap.repeats(one.raw, line.bytes))
    leave_out(file, line, "stands in an earlier log too");
  else if (collector.add(one.raw, {number, line.number, line.offset}))
    note(file, one.raw);
  else
    set_aside(file, line, "the client has no valid address", collector);
}

Status read_file(const Survey& survey, std::uint32_t number, LogFile& file,
                 Collector& collector, Overlap& overlap, const Sinks& sinks,
                 std::stop_token stop) {
  auto stream = LogStream::open(file.path, file.size);
  if (!stream) return pass(stream);
  LineBlocks blocks(*std::move(stream), survey.format);
  for (;;) {
    auto block = blocks.next();
    if (!block) return pass(block);
    if (*block == nullptr) break;
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    for (const ParsedLine& one : (*block)->lines)
      take(one, number, file, collector, overlap);
    file.lines = (*block)->lines.back().line.number;
    sinks.step("log lines", file.lines, 0);
  }
  file.cut_short = blocks.stream().cut_short();
  if (file.cut_short)
    sinks.warning({ErrorKind::damaged, "the packed file ends before its time",
                   file.path.string(), "what could be unpacked was read"});
  return {};
}

void warn_of_repeats(const Overlap& overlap, const Sinks& sinks) {
  if (overlap.repeated > 0)
    sinks.warning({ErrorKind::usage,
                   fmt::format("{} lines stand in more than one of the logs",
                               overlap.repeated),
                   {},
                   "each was counted once"});
  if (overlap.seen.overflowed())
    sinks.warning({ErrorKind::too_large,
                   "the logs overlap by more lines than can be compared",
                   {},
                   "lines that stand in two of them may be counted twice"});
}

Status read_files(const std::vector<Survey>& surveys,
                  std::vector<LogFile>& files, Collector& collector,
                  const Sinks& sinks, std::stop_token stop) {
  Overlap overlap;
  for (std::uint32_t i = 0; i < files.size(); ++i) {
    overlap.from = UtcTime::max();
    if (i + 1 < files.size() && surveys[i + 1].first)
      overlap.from = *surveys[i + 1].first - kDisorder;
    overlap.seen.begin_file();
    auto read =
        read_file(surveys[i], i, files[i], collector, overlap, sinks, stop);
    if (!read) return pass(read);
    if (files[i].parsed > 0)
      overlap.until = std::max(overlap.until, files[i].last);
  }
  warn_of_repeats(overlap, sinks);
  return {};
}

void warn_of_unread(const std::vector<std::string>& parts, const Sinks& sinks) {
  if (parts.empty()) return;
  sinks.warning({ErrorKind::not_found,
                 fmt::format("{} parts of the server's configuration could not "
                             "be read, among them",
                             parts.size()),
                 printable(parts.front()),
                 "a log format defined there is not known"});
}

// In order of their first line; a copy of an earlier file is left out.
Result<std::vector<Survey>> survey_all(const Inputs& inputs, const Sinks& sinks,
                                       std::stop_token stop) {
  auto choice = FormatChoice::read(inputs.format);
  if (!choice) return pass(choice);
  warn_of_unread(choice->unread(), sinks);
  std::vector<Survey> surveys;
  std::set<Digest> known;
  for (const auto& path : inputs.files) {
    auto given = choice->of(path);
    if (!given) return pass(given);
    auto found = survey(path, *given ? &**given : nullptr, stop);
    if (!found) return pass(found);
    if (!known.insert(found->file.stream_digest).second) {
      sinks.warning({ErrorKind::usage, "this log was given twice",
                     path.string(), "it is read once"});
      continue;
    }
    if (!found->format.weakness.empty())
      sinks.warning(
          {ErrorKind::usage,
           "this log carries less than others: " + found->format.weakness,
           path.string(), "findings are graded at most E2"});
    surveys.push_back(std::move(*found));
  }
  std::ranges::sort(surveys, {}, [](const Survey& one) {
    return std::pair(one.first.value_or(UtcTime::min()), one.file.path);
  });
  return surveys;
}

// Without an origin to go by, the host that most lines of the logs are for.
std::string host_to_judge(const std::vector<Survey>& surveys) {
  const Survey* largest = nullptr;
  for (const Survey& one : surveys)
    if (!one.host.empty() && (!largest || one.file.size > largest->file.size))
      largest = &one;
  return largest ? largest->host : std::string();
}

void warn_of_hosts(const Collector& collector, const std::string& host,
                   const Sinks& sinks) {
  const auto& counts = collector.counts();
  if (counts.other_host == 0) return;
  sinks.warning(
      {ErrorKind::usage,
       fmt::format("{} of {} requests are for another host than {} "
                   "and were not judged",
                   counts.other_host, counts.requests, printable(host)),
       {},
       "name the origin the logs belong to"});
}

}  // namespace

Result<LogSummary> analyse_logs(const Inputs& inputs, const Sinks& sinks,
                                std::stop_token stop,
                                const VerdictSink& verdicts) {
  auto surveys = survey_all(inputs, sinks, stop);
  if (!surveys) return pass(surveys);
  const auto& registry =
      inputs.registry ? *inputs.registry : config::ScraperRegistry::built_in();
  auto addresses = AddressHistory::load(inputs.address_lists, registry, sinks);
  if (!addresses) return pass(addresses);
  const Rulebook rules(inputs.history);
  Collector collector(inputs, rules);
  std::string host, target;
  if (!split_url(inputs.origin, host, target)) {
    host = host_to_judge(*surveys);
    collector.judge_host(host);
  }
  LogSummary summary;
  for (const Survey& survey : *surveys) summary.files.push_back(survey.file);
  auto read = read_files(*surveys, summary.files, collector, sinks, stop);
  if (!read) return pass(read);
  warn_of_hosts(collector, host, sinks);

  const Judge judge(collector, rules, inputs.complete_from,
                    inputs.first_served);
  Tally tally(collector, rules);
  const Material material{inputs, summary.files, collector,
                          rules,  tally,         *addresses};
  for (const Candidate& request : collector.candidates()) {
    const Judgement judgement = judge.judge(request);
    tally.add(request, judgement);
    count_verdict(judgement, summary.counts);
    if (!verdicts && summary.verdicts.size() >= LogSummary::kMaxVerdicts) {
      ++summary.counts.verdicts_left_out;
      continue;
    }
    Verdict verdict = verdict_of(material, request, judgement);
    if (!verdicts) {
      summary.verdicts.push_back(std::move(verdict));
    } else if (auto taken = verdicts(summary, verdict); !taken) {
      return pass(taken);
    }
  }
  auto findings = make_findings(material, stop);
  if (!findings) return pass(findings);
  add_clients(material, *findings, summary);
  for (ClientFinding& one : *findings)
    summary.findings.push_back(std::move(one.finding));
  return summary;
}

}  // namespace veto::logs
