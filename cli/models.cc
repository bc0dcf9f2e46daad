// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/faces/models.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"
#include "crawler/download.h"

namespace veto::cli {
namespace {

// Some room over the largest known file: a wrong one is told by its digest.
constexpr std::uint64_t kMaxWeightsBytes = 4u << 20;

Result<std::vector<faces::WeightsState>> states(const Flags& flags) {
  auto settings = settings_of(flags);
  if (!settings) return pass(settings);
  return faces::list_weights(faces::weights_dirs(*settings, flags.case_dir));
}

ExitCode list(const Flags& flags) {
  auto found = states(flags);
  if (!found) return print_error(found.error());
  std::string text;
  for (const auto& state : *found)
    text += fmt::format("{}\t{}\t{}\t{}\n", state.known->name,
                        state.known->licence, state.known->sha256,
                        !state.problem.empty() ? printable(state.problem)
                        : state.path.empty()   ? "absent"
                                             : printable(state.path.string()));
  print_result(text);
  return ExitCode::done;
}

ExitCode verify(const std::string& file) {
  auto weights = faces::read_weights(file);
  if (!weights) return print_error(weights.error());
  print_result(
      fmt::format("{}\t{}\n", weights->known->name, weights->known->sha256));
  return ExitCode::done;
}

// The preferred weights, into the user's data folder.
ExitCode get() {
  const auto dir = faces::user_weights_dir();
  if (dir.empty())
    return print_error({ErrorKind::usage, "no folder to keep the weights in",
                        "", "set HOME or XDG_DATA_HOME"});
  const auto& known = faces::known_weights().front();
  auto bytes =
      crawler::download(known.url, "veto/" VETO_VERSION, kMaxWeightsBytes);
  if (!bytes) return print_error(bytes.error());
  auto verified = faces::verify_weights(*bytes);
  if (!verified) return print_error(verified.error());
  auto made = make_dirs(dir);
  if (!made) return print_error(made.error());
  const auto path = dir / known.file;
  auto written = write_file_atomic(path, *bytes);
  if (!written) return print_error(written.error());
  print_result(path.string() + "\n");
  return ExitCode::done;
}

}  // namespace

void add_models(CLI::App& app, Session& session) {
  auto* models = app.add_subcommand("models", "the face detector's weights");
  models->require_subcommand(1);
  auto flags = std::make_shared<Flags>();
  auto file = std::make_shared<std::string>();
  models->add_subcommand("get", "fetch them, pinned by digest")
      ->callback([&session] { session.run = get; });
  auto* listing = models->add_subcommand("list", "which are known and present");
  add_case_flag(*listing, *flags);
  listing->callback(
      [flags, &session] { session.run = [flags] { return list(*flags); }; });
  auto* verifying = models->add_subcommand("verify", "name a file's weights");
  verifying->add_option("file", *file)->required();
  verifying->callback(
      [file, &session] { session.run = [file] { return verify(*file); }; });
}

}  // namespace veto::cli
