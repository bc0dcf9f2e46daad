// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "reports/bundle/bundle.h"

namespace veto::cli {
namespace {

nlohmann::json to_json(const reports::Verification& verification) {
  nlohmann::json problems = nlohmann::json::array();
  for (const auto& problem : verification.problems)
    problems.push_back({{"what", problem.what},
                        {"file", to_valid_utf8(problem.file)},
                        {"detail", to_valid_utf8(problem.detail)}});
  return {{"schema", "veto.verify/1"},
          {"ok", verification.problems.empty()},
          {"state", verification.state},
          {"files", verification.files},
          {"tagmanifest_sha256", verification.tagmanifest_sha256},
          {"problems", std::move(problems)}};
}

std::string to_text(const reports::Verification& verification) {
  std::string text;
  for (const auto& problem : verification.problems)
    text += fmt::format("{:<9} {}{}{}\n", problem.what, printable(problem.file),
                        problem.detail.empty() ? "" : ": ",
                        printable(problem.detail));
  if (verification.problems.empty())
    text += fmt::format(
        "whole     {} files match their manifests\n"
        "state     {}\n"
        "compare   tagmanifest-sha256.txt has SHA-256 {}\n",
        verification.files, verification.state,
        verification.tagmanifest_sha256);
  return text;
}

ExitCode verify(const std::string& dir, bool json) {
  auto verification = reports::verify_bundle(dir);
  if (!verification) return print_error(verification.error());
  print_result(json ? to_json(*verification).dump(2) + "\n"
                    : to_text(*verification));
  if (verification->problems.empty()) return ExitCode::done;
  return ExitCode::damaged;
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
  struct Options {
    std::string dir;
    bool json = false;
  };
  auto* command =
      app.add_subcommand("verify", "check a bundle against its manifests");
  auto options = std::make_shared<Options>();
  command->add_option("bundle", options->dir, "the bundle's folder")
      ->required();
  command->add_flag("--json", options->json, "one JSON document");
  command->callback([options, &session] {
    session.run = [options] { return verify(options->dir, options->json); };
  });
}

}  // namespace veto::cli
