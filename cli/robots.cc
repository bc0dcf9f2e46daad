// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots.h"

#include <fmt/format.h>

#include <iostream>
#include <string>

#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/command.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct Options {
  std::string file;
  std::string agent;
  std::string reading = "rfc";
};

// "allow|disallow<TAB>rule line or 0<TAB>url", one line for each URL on stdin.
ExitCode check(const Options& options) {
  const auto reading = crawler::parse_reading(options.reading);
  if (!reading)
    return print_error({ErrorKind::usage, "no such reading", options.reading,
                        "rfc, google or lenient"});
  // What lies past the limit is not read by the parser either.
  auto text = read_file(options.file, 64u << 20);
  if (!text) return print_error(text.error());
  const auto rules = crawler::RobotsRules::parse(*text);
  ExitCode code = ExitCode::done;
  std::string line;
  while (std::getline(std::cin, line)) {
    const std::string_view given = trim(line);
    if (given.empty()) continue;
    std::string target(given);
    if (!given.starts_with('/')) {
      const auto url = Url::parse(given);
      if (!url) {
        code = strongest({code, print_error(url.error())});
        continue;
      }
      target = url->request_target();
    }
    const auto verdict = rules.verdict(options.agent, target, *reading);
    print_result(fmt::format("{}\t{}\t{}\n",
                             verdict.allowed ? "allow" : "disallow",
                             verdict.line, given));
  }
  return code;
}

}  // namespace

void add_robots(CLI::App& app, Session& session) {
  auto* robots = app.add_subcommand("robots", "read robots.txt files");
  robots->require_subcommand(1);
  auto* command = robots->add_subcommand(
      "check", "the verdict for each URL on standard input");
  auto options = std::make_shared<Options>();
  command->add_option("--robots", options->file, "the robots.txt file")
      ->required();
  command->add_option("--agent", options->agent, "product token, as GPTBot")
      ->required();
  command->add_option("--reading", options->reading, "rfc, google or lenient");
  command->callback([options, &session] {
    session.run = [options] { return check(*options); };
  });
}

}  // namespace veto::cli
