// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "audit/logs/pack.h"
#include "audit/logs/rederive.h"
#include "base/certificate.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "reports/bundle/bundle.h"

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
          {"vouched_by", seen.vouched_by}};
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
        "stamped   {} {} by {}; {}{}\n", to_rfc3339(seen.stamp.time), seen.of,
        seen.stamp.signer, voucher(seen),
        seen.stamp.says_qualified
            ? "; it says it is qualified, which the trusted lists decide"
            : "");
  return text;
}

std::string to_text(const Verification& verification) {
  std::string text;
  for (const auto& problem : verification.problems)
    text += fmt::format("{:<9} {}{}{}\n", problem.what, printable(problem.file),
                        problem.detail.empty() ? "" : ": ",
                        printable(problem.detail));
  if (!verification.problems.empty()) return text;
  return fmt::format(
      "whole     {} files match their manifests\n"
      "state     {}\n{}"
      "compare   tagmanifest-sha256.txt has SHA-256 {}\n",
      verification.files, verification.state, seal_text(verification),
      verification.tagmanifest_sha256);
}

// Each finding about a log that has an evidence pack in there, derived again
// from it alone.
struct Derived {
  std::string pack;  // the name of its folder
  logs::Rederivation result;
};

constexpr std::string_view kPacks = "data/30-packs";

// Of a bundle that is whole, so that nothing in there is a link. Errors: io,
// damaged (no pack, although it is in the lists).
Result<std::vector<Derived>> derive_all(const std::filesystem::path& bundle) {
  std::vector<Derived> all;
  const std::filesystem::path packs = bundle / kPacks;
  std::error_code code;
  for (std::filesystem::directory_iterator at(packs, code), end;
       !code && at != end; at.increment(code)) {
    const auto files = logs::read_pack_files(at->path());
    if (!files) return std::unexpected(files.error());
    all.push_back({at->path().filename().string(),
                   logs::rederive(*files, at->path() / "identity")});
  }
  if (code && code != std::errc::no_such_file_or_directory)
    return fail(ErrorKind::io, "cannot list the folder", packs.string());
  std::ranges::sort(all, {}, &Derived::pack);
  return all;
}

nlohmann::json to_json(const std::vector<Derived>& all) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [pack, result] : all)
    list.push_back({{"pack", pack},
                    {"code", result.code},
                    {"grade", result.grade},
                    {"result", to_string(result.outcome)},
                    {"reasons", result.reasons}});
  return list;
}

std::string to_text(const std::vector<Derived>& all) {
  std::string text;
  for (const auto& [pack, result] : all) {
    text += fmt::format("derived   {} E{}: {}\n", pack, result.grade,
                        to_string(result.outcome));
    for (const std::string& reason : result.reasons)
      text += "          " + printable(reason) + "\n";
  }
  return text.empty() ? "derived   no finding has an evidence pack in there\n"
                      : text;
}

struct VerifyOptions {
  std::string dir;
  std::string key;
  std::string roots;
  bool rederive = false;
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

ExitCode verify(const VerifyOptions& options) {
  reports::VerifyDemands demands;
  const auto key = demanded_key(options.key);
  if (!key) return print_error(key.error());
  demands.key = *key;
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
  nlohmann::json document = to_json(*verification);
  std::string text = to_text(*verification);
  bool holds = verification->problems.empty();
  if (options.rederive && holds) {
    const auto derived = derive_all(options.dir);
    if (!derived) return print_error(derived.error());
    document["derived"] = to_json(*derived);
    text += to_text(*derived);
    holds = std::ranges::none_of(*derived, [](const Derived& one) {
      return one.result.outcome == logs::Rederived::failed;
    });
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
  command->add_flag("--rederive", options->rederive,
                    "derive the findings about logs again, each from its "
                    "evidence pack");
  command->add_flag("--json", options->json, "one JSON document");
  command->callback([options, &session] {
    session.run = [options] { return verify(*options); };
  });
}

}  // namespace veto::cli
