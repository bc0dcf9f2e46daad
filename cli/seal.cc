// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/seal.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/text.h"
#include "cli/passphrase.h"
#include "cli/terminal.h"
#include "crawler/time_stamp_authority.h"

namespace veto::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxRoots = 1u << 20;

// $XDG_DATA_HOME/veto, or ~/.local/share/veto.
fs::path own_key_path() {
  const auto folder = [](const char* name) {
    const char* value = std::getenv(name);
    const fs::path path = value ? value : "";
    return path.is_absolute() ? path : fs::path();
  };
  if (const fs::path data = folder("XDG_DATA_HOME"); !data.empty())
    return data / "veto" / "signing-key.pem";
  if (const fs::path home = folder("HOME"); !home.empty())
    return home / ".local/share/veto/signing-key.pem";
  return {};
}

Result<reports::SigningKey> open_key(const config::Settings& settings,
                                     const Clock& clock) {
  const fs::path path =
      settings.signing_key->empty() ? own_key_path() : *settings.signing_key;
  if (path.empty())
    return fail(ErrorKind::usage, "no folder to keep the signing key in", "",
                "set HOME or XDG_DATA_HOME, or name a file: --signing-key");
  std::error_code code;
  const bool is_there = fs::exists(path, code);
  auto passphrase =
      signing_passphrase(*settings.passphrase_file, path, !is_there);
  if (!passphrase) return pass(passphrase);
  return reports::load_or_make_key(path, *passphrase, *settings.signer,
                                   clock.now());
}

reports::StampAuthority authority(const std::string& url,
                                  const config::Settings& settings) {
  return {url, [url, settings](const std::string& query) {
            return crawler::ask_time_stamp(url, settings, query);
          }};
}

}  // namespace

Result<reports::StampOrder> stamp_order(const config::Settings& settings) {
  if (settings.time_stamps->size() > reports::kMaxAuthorities)
    return fail(ErrorKind::usage,
                fmt::format("more than {} time stamp authorities",
                            reports::kMaxAuthorities));
  reports::StampOrder order;
  if (!settings.time_stamp_roots->empty()) {
    auto roots = read_file(*settings.time_stamp_roots, kMaxRoots);
    if (!roots) return pass(roots);
    order.roots_pem = *std::move(roots);
  }
  for (const std::string& url : *settings.time_stamps)
    order.authorities.push_back(authority(url, settings));
  order.may_fail = *settings.allow_untimestamped;
  return order;
}

Result<std::optional<reports::SealOrder>> seal_order(
    const config::Settings& settings, const Clock& clock) {
  if (!*settings.seal && settings.time_stamps->empty()) return std::nullopt;
  auto stamps = stamp_order(settings);
  if (!stamps) return pass(stamps);
  auto key = open_key(settings, clock);
  if (!key) return pass(key);
  return reports::SealOrder{*std::move(key), std::move(stamps->authorities),
                            std::move(stamps->roots_pem)};
}

ExitCode after_sealing(const reports::WrittenBundle& bundle,
                       const config::Settings& settings) {
  for (const Error& error : bundle.not_stamped) print_warning(error);
  if (bundle.state != reports::kUntimestamped || *settings.allow_untimestamped)
    return ExitCode::done;
  print_warning({ErrorKind::network,
                 "the bundle is sealed, but nobody stamped when",
                 bundle.path.string(),
                 "name an authority: --tsa URL; or settle for that: "
                 "--allow-untimestamped"});
  return ExitCode::incomplete;
}

}  // namespace veto::cli
