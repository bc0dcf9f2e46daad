// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto logs anchor: run daily where a log is written, it says what the log is
// so far (docs/logs/anchors.md).

#include "cli/logs_anchor.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "audit/logs/anchor.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time_stamp.h"
#include "cli/flags.h"
#include "cli/terminal.h"
#include "config/time_stamp_authorities.h"
#include "crawler/time_stamp_authority.h"

namespace veto::cli {
namespace {

namespace fs = std::filesystem;

struct AnchorOptions {
  Flags flags;
  std::string log;
  std::string anchors;
  std::string tsa;
  bool rotated = false;
};

// Errors: those of ask_time_stamp(), io.
Status stamp(const AnchorOptions& options, const fs::path& file,
             const logs::Anchor& anchor) {
  auto settings = settings_of(options.flags);
  if (!settings) return pass(settings);
  const Digest digest = sha256(logs::anchor_line(anchor));
  auto query = time_stamp_query(digest);
  if (!query) return pass(query);
  auto answer = crawler::ask_time_stamp(config::authority_address(options.tsa),
                                        *settings, *query);
  if (!answer) return pass(answer);
  const auto stamp = check_time_stamp(*answer, digest, *query);
  if (!stamp)
    return fail(ErrorKind::network,
                "the authority's answer " + stamp.error().what, options.tsa);
  const fs::path path = logs::anchor_stamp_path(file, anchor.seq);
  if (auto kept = write_file_atomic(path, *answer); !kept) return kept;
  print_result(fmt::format("stamped {} by {}\t{}\n", to_rfc3339(stamp->time),
                           stamp->signer, printable(path.string())));
  return {};
}

ExitCode anchor(const AnchorOptions& options, const Session& session) {
  const fs::path log = options.log;
  const fs::path file = options.anchors.empty()
                            ? log.parent_path() / "veto-anchors.jsonl"
                            : fs::path(options.anchors);
  auto before = logs::read_anchors(file);
  if (!before && before.error().kind == ErrorKind::not_found)
    before = std::vector<logs::Anchor>();
  if (!before) return print_error(before.error());
  const auto next = logs::next_anchor(log, *before, session.clock->now(),
                                      options.rotated, session.stop);
  if (!next) return print_error(next.error());
  auto out = AppendFile::open(file);
  if (!out) return print_error(out.error());
  if (auto kept = out->append(logs::anchor_line(*next) + "\n"); !kept)
    return print_error(kept.error());
  if (auto kept = out->sync(); !kept) return print_error(kept.error());
  print_result(fmt::format("anchor {} of {}: {} bytes, sha256 {}\n", next->seq,
                           printable(next->log), next->size,
                           next->sha256.hex()));
  if (options.tsa.empty()) return ExitCode::done;
  if (auto stamped = stamp(options, file, *next); !stamped) {
    print_warning(stamped.error());
    return ExitCode::incomplete;
  }
  return ExitCode::done;
}

}  // namespace

void add_logs_anchor(CLI::App& logs, Session& session) {
  auto* command = logs.add_subcommand(
      "anchor",
      "say what a log is so far, while it is written: once a day, on the "
      "server, before it is rotated");
  auto options = std::make_shared<AnchorOptions>();
  command->add_option("log", options->log, "the log")->required();
  command->add_option("--anchors", options->anchors,
                      "the file to append to (default: veto-anchors.jsonl "
                      "beside the log)");
  command->add_option("--tsa", options->tsa,
                      "URL of a time stamping authority (RFC 3161), which "
                      "learns the anchor's digest alone");
  command->add_flag("--rotated", options->rotated,
                    "a new log stands where another was anchored");
  command->callback([options, &session] {
    session.run = [options, &session] { return anchor(*options, session); };
  });
}

}  // namespace veto::cli
