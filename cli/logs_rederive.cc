// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/logs_rederive.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/logs/pack.h"
#include "audit/logs/rederive.h"
#include "base/digest.h"
#include "base/text.h"
#include "cli/named_logs.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct RederiveOptions {
  std::vector<std::string> packs;
  std::vector<std::filesystem::path> logs;
  std::string format;
  bool json = false;
};

Result<NamedLogs> as_pack_names(
    const std::map<std::string, std::string>& files,
    const std::vector<std::filesystem::path>& given) {
  auto named = NamedLogs::make();
  if (!named) return named;
  const auto pack = logs::parse_pack(files);
  for (const auto& path : given) {
    const auto digest = sha256_file(path);
    if (!digest) return std::unexpected(digest.error());
    std::string name;
    if (pack)
      for (const logs::LogFile& log : pack->logs)
        if (log.file_digest == *digest) name = log.path.filename().string();
    if (auto added = named->add(path, name); !added) return pass(added);
  }
  return named;
}

Result<logs::Rederivation> rederive_one(const std::string& pack,
                                        const RederiveOptions& options,
                                        std::stop_token stop) {
  auto files = logs::read_pack_files(pack);
  if (!files) return pass(files);
  const auto identity = std::filesystem::path(pack) / "identity";
  if (options.logs.empty()) return logs::rederive(*files, identity);
  const auto named = as_pack_names(*files, options.logs);
  if (!named) return std::unexpected(named.error());
  return logs::rederive_with_log(*files, identity, named->paths(),
                                 options.format, stop);
}

nlohmann::json to_json(const std::string& pack,
                       const logs::Rederivation& result) {
  return {{"pack", to_valid_utf8(pack)},
          {"result", std::string(to_string(result.outcome))},
          {"with_log", result.with_log},
          {"id", result.id},
          {"code", result.code},
          {"grade", result.grade},
          {"reasons", result.reasons}};
}

std::string to_text(const std::string& pack, const logs::Rederivation& result) {
  std::string text =
      fmt::format("{}: {}{}\n", printable(pack),
                  result.code.empty()
                      ? ""
                      : fmt::format("{} grade E{} ", result.code, result.grade),
                  to_string(result.outcome));
  for (const std::string& reason : result.reasons)
    text += "  " + printable(reason) + "\n";
  return text;
}

ExitCode rederive_all(const RederiveOptions& options, const Session& session) {
  bool failed = false;
  std::string text;
  nlohmann::json results = nlohmann::json::array();
  for (const std::string& pack : options.packs) {
    auto result = rederive_one(pack, options, session.stop);
    if (!result) return print_error(result.error());
    failed = failed || result->outcome == logs::Rederived::failed;
    text += to_text(pack, *result);
    results.push_back(to_json(pack, *result));
  }
  print_result(options.json ? nlohmann::json({{"schema", "veto.rederive/1"},
                                              {"packs", std::move(results)}})
                                      .dump(2) +
                                  "\n"
                            : text);
  return failed ? ExitCode::damaged : ExitCode::done;
}

}  // namespace

CLI::App* add_logs_rederive(CLI::App& logs, Session& session) {
  auto* command = logs.add_subcommand(
      "rederive", "derive findings again from their evidence packs");
  auto options = std::make_shared<RederiveOptions>();
  command->add_option("pack", options->packs, "folders with pack.json")
      ->required();
  command->add_option("--log", options->logs,
                      "the access logs the packs are from: compare everything");
  command->add_option("--format", options->format,
                      "with --log: the format, where the pack has none");
  command->add_flag("--json", options->json, "one JSON document");
  command->callback([options, &session] {
    session.run = [options, &session] {
      return rederive_all(*options, session);
    };
  });
  return command;
}

}  // namespace veto::cli
