// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto robots check: "allow|disallow<TAB>rule line or 0<TAB>url", one line for
// each URL on standard input.

#include <fmt/format.h>

#include <iostream>
#include <string>

#include "base/text.h"
#include "base/url.h"
#include "cli/robots.h"
#include "cli/terminal.h"
#include "crawler/api/robots.h"

namespace veto::cli {
namespace {

using crawler::Reading;

struct CheckOptions {
  std::string file;
  std::string agent;
  std::string reading = "rfc";
};

// Path and query as they stand in the text: google/robotstxt leaves URLs as
// they are, so its reading must not see them rewritten.
std::string_view target_as_written(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const auto host = url.find("://") + 3;
  const auto begin = url.find_first_of("/?", host);
  return begin == url.npos ? std::string_view("/") : url.substr(begin);
}

// What is asked about: a URL's path and query, or a path as it is. Errors:
// usage, too_large.
Result<std::string> target_of(std::string_view given, Reading reading) {
  if (given.starts_with('/')) return std::string(given);
  const auto url = Url::parse(given);
  if (!url) return std::unexpected(url.error());
  if (!url->has_host())
    return fail(ErrorKind::usage, "no robots.txt speaks about this URL",
                std::string(given), "name an http or https URL, or a path");
  if (reading == Reading::google && given.find("://") != given.npos)
    return std::string(target_as_written(given));
  return url->request_target();
}

ExitCode check(const CheckOptions& options) {
  const auto reading = crawler::parse_reading(options.reading);
  if (!reading)
    return print_error({ErrorKind::usage, "no such reading", options.reading,
                        "rfc, google or lenient"});
  if (options.file == "-")
    return print_error({ErrorKind::usage,
                        "standard input is for the URLs, not for robots.txt",
                        options.file, "name a file"});
  if (trim(options.agent).empty())
    return print_error({ErrorKind::usage, "no product token", "",
                        "veto robots check --robots FILE --agent GPTBot"});
  auto text = read_robots_file(options.file);
  if (!text) return print_error(text.error());
  const auto rules = crawler::RobotsRules::parse(*text);
  ExitCode code = ExitCode::done;
  std::string line;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
    const std::string_view given = trim(line);
    if (given.empty()) continue;
    auto target = target_of(given, *reading);
    if (!target) {
      Error error = std::move(target).error();
      error.where = fmt::format("line {}: {}", number, given);
      code = strongest({code, print_error(error)});
      continue;
    }
    const auto verdict = rules.decide(trim(options.agent), *target, *reading);
    print_result(fmt::format("{}\t{}\t{}\n",
                             verdict.allowed ? "allow" : "disallow",
                             verdict.line, given));
  }
  return code;
}

}  // namespace

void add_robots_check(CLI::App& robots, Session& session) {
  auto* command = robots.add_subcommand(
      "check", "the verdict for each URL on standard input");
  auto options = std::make_shared<CheckOptions>();
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
