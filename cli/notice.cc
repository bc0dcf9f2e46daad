// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/notice.h"

#include <fmt/format.h>

#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "cli/flags.h"
#include "cli/terminal.h"
#include "reports/edition/notices.h"

namespace veto::cli {
namespace {

struct NoticeOptions {
  Flags flags;
  std::string scraper_id, sent, answer, proof;
  bool answered = false;  // --answer was given
};

Result<reports::NoticeOrder> order_of(const NoticeOptions& options) {
  reports::NoticeOrder order{.scraper_id = options.scraper_id,
                             .sent = {},
                             .answered = {},
                             .proof = options.proof};
  auto sent = reports::parse_date(options.sent);
  if (!sent) return pass(sent);
  order.sent = *sent;
  if (!options.answered) return order;
  auto answered = reports::parse_date(options.answer);
  if (!answered) return pass(answered);
  order.answered = *answered;
  return order;
}

ExitCode keep(const NoticeOptions& options, const Session& session) {
  const auto order = order_of(options);
  if (!order) return print_error(order.error());
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = newest_run(*the_case);
  if (!run) return print_error(run.error());
  const auto findings = audit::load_findings(*the_case, *run);
  if (!findings) return print_error(findings.error());
  const auto logs = logs::load_logs(*the_case, *run);
  if (!logs && logs.error().kind != ErrorKind::not_found)
    return print_error(logs.error());
  const auto named = reports::named_operators(
      *findings, logs ? logs->clients : reports::Clients());
  const auto notice = reports::keep_notice(*the_case, named, *order);
  if (!notice) return print_error(notice.error());
  print_result(fmt::format(
      "kept      {} was told on {}{}\nproof     {}\n", notice->operator_name,
      reports::to_date(notice->sent),
      notice->answered
          ? " and answered on " + reports::to_date(*notice->answered)
          : std::string(),
      the_case->path(notice->proof).string()));
  return ExitCode::done;
}

// One of the bundle's own flags, which keeping a notice would pass over.
std::string flag_before(const CLI::App& bundle) {
  for (const CLI::Option* option : bundle.get_options())
    if (option->count() > 0) return option->get_name();
  return {};
}

}  // namespace

void add_notice(CLI::App& bundle, Session& session) {
  auto* command = bundle.add_subcommand(
      "notice",
      "keep that an operator was told what a publishable edition says of it: "
      "it is named there once it answered, or 14 full days later");
  auto options = std::make_shared<NoticeOptions>();
  command
      ->add_option("operator", options->scraper_id,
                   "its scraper's id in the registry (veto scrapers list)")
      ->required();
  command->add_option("--sent", options->sent, "the day, as 2026-11-23 (UTC)")
      ->required();
  const auto* answer = command->add_option(
      "--answer", options->answer, "the day of its answer, where there is one");
  command
      ->add_option("--proof", options->proof,
                   "a file: what was sent, or the receipt")
      ->required();
  add_case_flag(*command, options->flags);
  command->callback([options, answer, &bundle, &session] {
    options->answered = answer->count() > 0;
    if (const std::string flag = flag_before(bundle); !flag.empty())
      session.run = [flag] {
        return print_error({ErrorKind::usage,
                            "this flag stands before the word notice", flag,
                            "write it behind, where notice takes it"});
      };
    else
      session.run = [options, &session] { return keep(*options, session); };
  });
}

}  // namespace veto::cli
