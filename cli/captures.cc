// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/captures.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"

namespace veto::cli {
namespace {

constexpr std::uint64_t kMaxReaders = 1u << 20;
constexpr std::uint64_t kMaxOriginalsPassphrase = 4096;

Result<reports::Addressees> addressees_of(const config::Settings& settings,
                                          const Clock& clock) {
  const auto& certificates = *settings.originals_to;
  if (!certificates.empty()) {
    const auto pem = read_file(certificates, kMaxReaders);
    if (!pem) return std::unexpected(pem.error());
    return reports::read_recipients(*pem, clock.now(), certificates.string());
  }
  const auto text =
      read_file(*settings.originals_passphrase_file, kMaxOriginalsPassphrase);
  if (!text) return std::unexpected(text.error());
  return reports::passphrase_addressee(
      text->substr(0, text->find_first_of("\r\n")));
}

}  // namespace

Result<reports::CapturesOrder> captures_order(const config::Settings& settings,
                                              const Clock& clock) {
  reports::CapturesOrder order{settings, *settings.clear_originals};
  const bool to_readers = !settings.originals_to->empty();
  const bool by_passphrase = !settings.originals_passphrase_file->empty();
  if (to_readers && by_passphrase)
    return fail(ErrorKind::usage,
                "the originals are sealed either to certificates or by a "
                "passphrase");
  if (!to_readers && !by_passphrase) return order;
  if (order.clear_originals)
    return fail(ErrorKind::usage,
                "the originals go along either in clear or sealed");
  auto to = addressees_of(settings, clock);
  if (!to) return pass(to);
  order.originals_to = *std::move(to);
  return order;
}

std::string describe_captures(const reports::WrittenBundle& bundle) {
  if (!bundle.edition)
    return "captures  as they came in, with everybody's face in clear\n";
  const reports::EditionCounts& counts = *bundle.edition;
  std::string text = fmt::format(
      "captures  {} as they are, {} with faces blurred, {} drawn anew, {} "
      "texts "
      "with pictures replaced\n",
      counts.kept, counts.blurred, counts.redrawn, counts.texts);
  for (const auto& [reason, count] : counts.withheld)
    text +=
        fmt::format("          {} left out: {}\n", count, printable(reason));
  if (counts.old_names > 0)
    text += fmt::format(
        "          {} requests left out: they name an earlier answer\n",
        counts.old_names);
  return text;
}

}  // namespace veto::cli
