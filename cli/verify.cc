// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/certificate.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/note_verified.h"
#include "cli/terminal.h"
#include "cli/verify_rederive.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/edition_text.h"
#include "reports/texts/texts.h"

namespace veto::cli {
namespace {

constexpr std::uint64_t kMaxPem = 1u << 20;

using reports::Verification;

nlohmann::json to_json(const reports::StampSeen& seen) {
  return {{"of", seen.of},
          {"file", seen.file},
          {"time", to_rfc3339(seen.stamp.time)},
          {"authority", seen.stamp.signer},
          {"authority_sha256", seen.stamp.signer_fingerprint},
          {"says_qualified", seen.stamp.says_qualified},
          {"vouched_by", seen.vouched_by},
          {"chain_has_root", seen.chain_has_root}};
}

// What is not in it, and why.
std::string about_edition(const Verification& verification) {
  const auto texts = reports::Texts::load("en");
  const std::string key = "edition.about." + verification.edition;
  return texts && texts->has(key) ? texts->say(key) : std::string();
}

nlohmann::json edition_json(const Verification& verification) {
  return {{"name", to_valid_utf8(verification.edition)},
          {"about", about_edition(verification)},
          {"of_tagmanifest_sha256",
           to_valid_utf8(verification.full_edition_sha256)}};
}

std::string edition_text(const Verification& verification,
                         const std::string& of) {
  const std::string about = about_edition(verification);
  std::string text;
  if (!about.empty())
    text += reports::wrapped("edition   " + about, 78, 10) + "\n";
  if (!verification.full_edition_sha256.empty())
    text += fmt::format(
        "made of   the confidential edition whose tagmanifest-sha256.txt has "
        "SHA-256\n          {}{}\n",
        printable(verification.full_edition_sha256),
        of.empty() ? "; not looked at: --of FOLDER"
                   : "; it is " + printable(of) + ", which is whole");
  return text;
}

nlohmann::json to_json(const Verification& verification) {
  nlohmann::json problems = nlohmann::json::array();
  for (const auto& problem : verification.problems)
    problems.push_back({{"what", problem.what},
                        {"file", to_valid_utf8(problem.file)},
                        {"detail", to_valid_utf8(problem.detail)}});
  nlohmann::json stamps = nlohmann::json::array();
  for (const auto& seen : verification.stamps) stamps.push_back(to_json(seen));
  return {
      {"schema", "veto.verify/1"},
      {"ok", verification.problems.empty()},
      {"reason",
       verification.problems.empty() ? "" : verification.problems.front().what},
      {"state", verification.state},
      {"edition", edition_json(verification)},
      {"files", verification.files},
      {"tagmanifest_sha256", verification.tagmanifest_sha256},
      {"signer",
       {{"sha256", verification.signer},
        {"subject", verification.signer_name}}},
      {"time_stamps", std::move(stamps)},
      {"problems", std::move(problems)}};
}

std::string voucher(const reports::StampSeen& seen) {
  if (seen.vouched_by == "demanded") return "the roots you gave vouch for it";
  if (seen.vouched_by == "system") return "this system's roots vouch for it";
  return "nobody this system knows vouches for it";
}

std::string seal_text(const Verification& verification) {
  std::string text;
  if (!verification.signer.empty())
    text += fmt::format(
        "signer    {}, by its own word\n"
        "key       {} (compare it with the one its holder published)\n",
        verification.signer_name, verification.signer);
  for (const auto& seen : verification.stamps)
    text += fmt::format(
        "stamped   {} {} by {}; {}{}{}\n", to_rfc3339(seen.stamp.time), seen.of,
        seen.stamp.signer, voucher(seen),
        seen.chain_has_root
            ? ""
            : "; the certificates beside it lead to no root, openssl needs it",
        seen.stamp.says_qualified
            ? "; it says it is qualified, which the trusted lists decide"
            : "");
  return text;
}

std::string to_text(const Verification& verification, const std::string& of) {
  std::string text;
  for (const auto& problem : verification.problems)
    text += fmt::format("{:<9} {}{}{}\n", problem.what, printable(problem.file),
                        problem.detail.empty() ? "" : ": ",
                        printable(problem.detail));
  if (!verification.problems.empty()) return text;
  return fmt::format(
      "whole     {} files match their manifests\n"
      "state     {}\n{}{}"
      "compare   tagmanifest-sha256.txt has SHA-256 {}\n",
      verification.files, verification.state, seal_text(verification),
      edition_text(verification, of), verification.tagmanifest_sha256);
}

struct VerifyOptions {
  std::string dir;
  std::string key;
  std::string roots;
  std::string of;
  bool rederive = false;
  RederiveOrder logs;
  bool json = false;
};

// As openssl prints it, or plain; or that of a certificate's file.
Result<std::string> demanded_key(const std::string& text) {
  std::string digits = to_lower(text);
  std::erase(digits, ':');
  if (text.empty() || Digest::parse(digits)) return digits;
  const auto pem = read_file(text, kMaxPem);
  if (!pem) return std::unexpected(pem.error());
  const auto certificates = certificates_in(*pem);
  if (certificates.size() == 1) return fingerprint_of(*certificates.front());
  return fail(ErrorKind::usage, "not one certificate in PEM", text,
              "give the fingerprint, 64 hexadecimal digits, or such a file");
}

ExitCode verify(const VerifyOptions& options, const Session& session) {
  reports::VerifyDemands demands;
  const auto key = demanded_key(options.key);
  if (!key) return print_error(key.error());
  demands.key = *key;
  demands.of = options.of;
  demands.stop = session.stop;
  if (!options.roots.empty()) {
    auto roots = read_file(options.roots, kMaxPem);
    if (!roots) return print_error(roots.error());
    if (certificates_in(*roots).empty())
      return print_error({ErrorKind::usage,
                          "no certificate in PEM in there",
                          options.roots,
                          {}});
    demands.roots_pem = *std::move(roots);
  }
  auto verification = reports::verify_bundle(options.dir, demands);
  if (!verification) return print_error(verification.error());
  note_verified(options.dir, *verification, session);
  nlohmann::json document = to_json(*verification);
  std::string text = to_text(*verification, options.of);
  bool holds = verification->problems.empty();
  if (options.rederive && holds) {
    const auto derived = derive_again(options.dir, verification->edition,
                                      options.logs, session.stop);
    if (!derived) return print_error(derived.error());
    document["derived"] = derived_json(*derived);
    document["whole_logs"] = whole_logs_json(*derived);
    text += derived_text(*derived);
    holds = derived->hold();
    if (!holds) document["reason"] = "rederive";
  }
  document["ok"] = holds;
  print_result(options.json ? document.dump(2) + "\n" : text);
  return holds ? ExitCode::done : ExitCode::damaged;
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "verify", "check a bundle: files, lists, seal, time stamps");
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("bundle", options->dir, "the bundle's folder")
      ->required();
  command->add_option("--key", options->key,
                      "the signer's fingerprint, or a file with the "
                      "certificate: anybody else's seal is a problem");
  command->add_option("--tsa-roots", options->roots,
                      "certificates (PEM), one of which must vouch for every "
                      "time stamp");
  command
      ->add_option("--of", options->of,
                   "of a lesser edition: the confidential bundle that it "
                   "must have been made from")
      ->check(refuse_empty);
  command->add_flag("--rederive", options->rederive,
                    "derive the findings about logs again, each from its "
                    "evidence pack");
  command->add_option("--whole-log", options->logs.logs,
                      "a log that the bundle is about, as delivered: is it "
                      "that one, and do the findings come out of it");
  command->add_option("--log-secret", options->logs.secrets,
                      "with --whole-log: the log's secret, to compute its "
                      "root again");
  command->add_option("--log-format", options->logs.format,
                      "with --whole-log: the format, where the packs have "
                      "none");
  command->add_flag("--json", options->json, "one JSON document");
  command->callback([options, &session] {
    session.run = [options, &session] {
      options->rederive = options->rederive || !options->logs.logs.empty();
      return verify(*options, session);
    };
  });
}

}  // namespace veto::cli
