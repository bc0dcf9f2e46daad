// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/logs.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/logs/agent_rates.h"
#include "audit/logs/anchored.h"
#include "audit/logs/ask_names.h"
#include "audit/logs/collector.h"
#include "audit/logs/findings.h"
#include "audit/logs/format_choice.h"
#include "audit/logs/format_program.h"
#include "audit/logs/identity.h"
#include "audit/logs/judge.h"
#include "audit/logs/log_stream.h"
#include "audit/logs/pack_write.h"
#include "audit/logs/read_files.h"
#include "audit/logs/summary.h"
#include "audit/logs/survey.h"
#include "audit/logs/tally.h"
#include "audit/logs/verdict_thread.h"
#include "base/text.h"

namespace veto::logs {
namespace {

void warn_of_unread(const std::vector<std::string>& parts, const Sinks& sinks) {
  if (parts.empty()) return;
  sinks.warning({ErrorKind::not_found,
                 fmt::format("{} parts of the server's configuration could not "
                             "be read, among them",
                             parts.size()),
                 printable(parts.front()),
                 "a log format defined there is not known"});
}

// Of the whole stream.
Result<Digest> digest_of(const LogFile& file, std::stop_token stop) {
  auto stream = LogStream::open(file.path, file.size, true);
  if (!stream) return pass(stream);
  for (;;) {
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    auto piece = stream->next();
    if (!piece) return pass(piece);
    if (piece->empty()) return stream->stream_digest();
  }
}

// Whether an earlier file holds the same, packed or not. Only files that begin
// alike are read to their end for it.
Result<bool> is_copy(const Survey& one, const std::vector<Survey>& earlier,
                     std::stop_token stop) {
  std::optional<Digest> digest;
  for (const Survey& other : earlier) {
    if (other.head_digest != one.head_digest) continue;
    if (!digest) {
      auto found = digest_of(one.file, stop);
      if (!found) return pass(found);
      digest = *found;
    }
    auto found = digest_of(other.file, stop);
    if (!found) return pass(found);
    if (*found == *digest) return true;
  }
  return false;
}

// In order of their first line; a copy of an earlier file is left out.
Result<std::vector<Survey>> survey_all(const Inputs& inputs, const Sinks& sinks,
                                       std::stop_token stop) {
  auto choice = FormatChoice::read(inputs.format);
  if (!choice) return pass(choice);
  warn_of_unread(choice->unread(), sinks);
  std::vector<Survey> surveys;
  for (const auto& path : inputs.files) {
    auto given = choice->of(path);
    if (!given) return pass(given);
    auto found = survey(path, *given ? &**given : nullptr);
    if (!found) return pass(found);
    auto copy = is_copy(*found, surveys, stop);
    if (!copy) return pass(copy);
    if (*copy) {
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

// What was not looked for in requests beyond a limit of memory.
std::map<std::string, std::uint64_t> passed_over(const Collector& collector) {
  std::map<std::string, std::uint64_t> counts = {
      {"V10", collector.switches().passed_over()},
      {"V4", collector.paces().passed_over()},
      {"P3", collector.revalidations_passed_over()},
      {"V5-V7", collector.uses().passed_over()},
      {"V13", collector.automation().passed_over()},
      {"signatures", collector.signed_requests().passed_over()}};
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

void warn_of_limits(const LogCounts& counts, const Sinks& sinks) {
  for (const auto& [what, requests] : counts.passed_over)
    sinks.warning({ErrorKind::too_large,
                   fmt::format("{} requests are beyond a limit of memory and "
                               "were not looked at for {}",
                               requests, what),
                   {},
                   "analyse the logs in parts, such as month by month"});
}

// With a sink the verdicts go there, else into the summary.
Status judge_all(const Material& material, const Judge& judge, Tally& tally,
                 LogSummary& summary, const VerdictSink& sink) {
  std::optional<VerdictThread> verdicts;
  if (sink) verdicts.emplace(material, sink);
  for (const Candidate& request : material.collector.candidates()) {
    Judged one{&request, judge.judge(request)};
    tally.add(request, one.judgement);
    count_verdict(one.judgement, summary.counts);
    one.captured = tally.captured(request, one.judgement);
    if (verdicts) {
      if (auto added = verdicts->add(std::move(one)); !added) return added;
    } else if (summary.verdicts.size() < LogSummary::kMaxVerdicts) {
      summary.verdicts.push_back(verdict_of(material, one));
    } else {
      ++summary.counts.verdicts_left_out;
    }
  }
  return verdicts ? verdicts->finish() : Status();
}

}  // namespace

Result<LogSummary> analyse_logs(const Inputs& inputs, const Sinks& sinks,
                                std::stop_token stop,
                                const VerdictSink& verdicts) {
  auto surveys = survey_all(inputs, sinks, stop);
  if (!surveys) return pass(surveys);
  auto proofs = load_proofs(inputs, sinks);
  if (!proofs) return pass(proofs);
  const Rulebook rules(inputs.history);
  Collector collector(inputs, rules);
  collector.check_signatures(proofs->keys);
  std::string host, target;
  if (!split_url(inputs.origin, host, target)) {
    host = host_to_judge(*surveys);
    collector.judge_host(host);
  }
  LogSummary summary;
  for (const Survey& survey : *surveys) {
    if (survey.file.weakness.contains(kSizeWithHeader))
      collector.sizes_with_header(
          static_cast<std::uint32_t>(summary.files.size()));
    summary.files.push_back(survey.file);
  }
  auto read = read_files(*surveys, summary.files, collector, sinks, stop);
  if (!read) return pass(read);
  collector.finish();
  if (!inputs.anchors.empty())
    if (auto fits = check_anchors(inputs.anchors, summary.files, stop); !fits)
      return pass(fits);
  warn_of_hosts(collector, host, sinks);
  if (auto asked = ask_names(inputs, collector, proofs->names, sinks, stop);
      !asked)
    return pass(asked);

  const Judge judge(collector, rules, inputs.complete_from,
                    inputs.first_served);
  Tally tally(collector, rules);
  const Material material{inputs, summary.files, collector, rules,
                          tally,  *proofs,       judge};
  if (auto judged = judge_all(material, judge, tally, summary, verdicts);
      !judged)
    return pass(judged);
  summary.looked_for_automation = inputs.undeclared;
  summary.automation = collector.automation().likely(
      collector.actors(), collector.agents(), summary.automation_left_out);
  summary.counts.passed_over = passed_over(collector);
  warn_of_limits(summary.counts, sinks);
  auto findings = make_findings(material, stop);
  if (!findings) return pass(findings);
  if (!inputs.packs.empty())
    if (auto written =
            write_packs(material, *findings, inputs.packs, sinks, stop);
        !written)
      return pass(written);
  add_clients(material, *findings, summary);
  summary.rates = agent_rates(material);
  if (summary.rates.size() > LogSummary::kMaxClients)
    summary.rates.resize(LogSummary::kMaxClients);
  for (ClientFinding& one : *findings)
    summary.findings.push_back(std::move(one.finding));
  return summary;
}

}  // namespace veto::logs
