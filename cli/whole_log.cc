// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/whole_log.h"

#include "base/file.h"

namespace veto::cli {
namespace {

constexpr std::uint64_t kMaxRecipientFile = 1u << 20;
constexpr std::uint64_t kMaxWholeLogPassphrase = 4096;

}  // namespace

void add_whole_log_flags(CLI::App& command, WholeLogFlags& flags) {
  command.add_option("--whole-log-to", flags.to,
                     "put the whole logs in, too, sealed to these "
                     "certificates (PEM): only their holders can open them");
  command.add_option("--whole-log-passphrase-file", flags.passphrase_file,
                     "the same, sealed by the passphrase in the first line of "
                     "this file; tell it on another way");
}

Result<std::optional<reports::Addressees>> whole_log_addressees(
    const WholeLogFlags& flags, const Clock& clock) {
  if (flags.to.empty() && flags.passphrase_file.empty()) return std::nullopt;
  if (!flags.to.empty() && !flags.passphrase_file.empty())
    return fail(ErrorKind::usage,
                "logs are sealed to certificates or by a passphrase, not both");
  const bool by_key = !flags.to.empty();
  auto text = by_key ? read_file(flags.to, kMaxRecipientFile)
                     : read_file(flags.passphrase_file, kMaxWholeLogPassphrase);
  if (!text) return pass(text);
  auto to = by_key ? reports::read_recipients(*text, clock.now(), flags.to)
                   : reports::passphrase_addressee(
                         text->substr(0, text->find_first_of("\r\n")));
  if (!to) return pass(to);
  return *std::move(to);
}

reports::LogOrder log_order(const config::Settings& settings,
                            const reports::Addressees* to) {
  return {*settings.log_format, *settings.user_agent_token, to};
}

}  // namespace veto::cli
