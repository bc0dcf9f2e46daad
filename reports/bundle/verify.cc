// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/bag_files.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/check_captures.h"
#include "reports/bundle/check_commitments.h"
#include "reports/bundle/check_custody.h"
#include "reports/bundle/check_edition.h"
#include "reports/bundle/check_findings.h"
#include "reports/bundle/full_edition.h"
#include "reports/bundle/listed_files.h"
#include "reports/bundle/manifest.h"
#include "reports/bundle/summary_facts.h"
#include "reports/bundle/walked_bundle.h"
#include "reports/seal/check_seal.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, FileDigests>;

// What one manifest must list, and which digest it holds.
struct Rule {
  std::string_view name;
  std::size_t digits;
  std::string FileDigests::*digest;
  bool (*covers)(std::string_view path);
};

bool is_tag_file(std::string_view path) {
  return !is_payload(path) && !path.starts_with("tagmanifest-") &&
         !path.starts_with(kSealFolder);
}

bool is_of_seal(std::string_view path) {
  return path.starts_with(kSealFolder) && path != kSealManifest;
}

constexpr Rule kRules[] = {
    {kTagManifest, kSha256Digits, &FileDigests::sha256, is_tag_file},
    {kManifest256, kSha256Digits, &FileDigests::sha256, is_payload},
    {kManifest512, kSha512Digits, &FileDigests::sha512, is_payload},
};

constexpr Rule kSealRule = {kSealManifest, kSha256Digits, &FileDigests::sha256,
                            is_of_seal};

class Check {
 public:
  Check(const fs::path& dir, const Files& files, std::vector<Problem>& problems)
      : dir_(dir), files_(files), problems_(problems) {}

  void manifest(const Rule& rule) {
    const auto text = tag_file(rule.name);
    if (!text) return;
    const Manifest manifest = parse_manifest(*text, rule.digits);
    for (const auto& fault : manifest.faults)
      problem("manifest", entry_name(rule.name, fault.line), fault.why);
    std::set<std::string_view> listed;
    for (const auto& entry : manifest.entries) {
      listed.insert(entry.path);
      check_entry(rule, entry);
    }
    for (const auto& [path, digests] : files_)
      if (rule.covers(path) && !listed.contains(path))
        problem("extra", path,
                with_reason(fmt::format("not listed in {}", rule.name), path));
  }

  void declaration() {
    const auto text = tag_file("bagit.txt");
    if (text && *text != kBagDeclaration)
      problem("altered", "bagit.txt", "not the declaration of a 1.0 bag");
  }

  // What it says; empty where that cannot be read.
  std::map<std::string, std::string> bag_info() {
    const auto text = tag_file("bag-info.txt", kMaxBagInfo);
    if (!text) return {};
    auto info = parse_bag_info(*text);
    if (!info) {
      problem("altered", "bag-info.txt", info.error().what);
      return {};
    }
    if (!is_payload_blamed()) same(*info, "Payload-Oxum", payload_oxum(files_));
    return *std::move(info);
  }

  void no_strangers() {
    for (const auto& [path, digests] : files_) {
      if (path == "fetch.txt")
        problem("extra", path, "a bundle is whole: it fetches nothing");
      else if (path.starts_with("tagmanifest-") && path != kTagManifest)
        problem("extra", path, "a second list of tag files");
    }
  }

  // After all that may be missing was told.
  void no_empty(const std::vector<std::string>& folders) {
    for (const std::string& folder : folders)
      if (!is_emptied(folder)) problem("extra", folder, "an empty folder");
  }

 private:
  // It is told already what it held.
  bool is_emptied(const std::string& folder) const {
    return std::ranges::any_of(problems_, [&](const Problem& one) {
      return one.what == "missing" && one.file.starts_with(folder + "/");
    });
  }

  bool is_payload_blamed() const {
    return std::ranges::any_of(
        problems_, [](const Problem& one) { return is_payload(one.file); });
  }

  void problem(std::string what, std::string file, std::string detail) {
    problems_.push_back({std::move(what), std::move(file), std::move(detail)});
  }

  static std::string entry_name(std::string_view file, std::size_t line) {
    return fmt::format("{}:{}", file, line);
  }

  // Only what the walk saw as a regular file is read.
  std::optional<std::string> read(std::string_view path,
                                  std::uint64_t most = kMaxTagFile) {
    const auto at = files_.find(std::string(path));
    if (at == files_.end()) return std::nullopt;
    auto text = read_file(dir_ / path, most);
    if (text) return std::move(*text);
    problem("manifest", std::string(path), text.error().what);
    return std::nullopt;
  }

  std::optional<std::string> tag_file(std::string_view name,
                                      std::uint64_t most = kMaxTagFile) {
    if (!files_.contains(std::string(name))) {
      problem("missing", std::string(name), "every bundle has it");
      return std::nullopt;
    }
    return read(name, most);
  }

  void check_entry(const Rule& rule, const ManifestEntry& entry) {
    const std::string at = entry_name(rule.name, entry.line);
    if (!rule.covers(entry.path))
      return problem("manifest", at,
                     fmt::format("lists {}, which it may not", entry.path));
    const auto file = files_.find(entry.path);
    if (file == files_.end())
      return problem("missing", entry.path, "listed in " + at);
    if (file->second.sha256.empty())
      return problem("altered", entry.path,
                     fmt::format("has {} bytes, more than {}; it was not read",
                                 file->second.size,
                                 is_payload(entry.path)
                                     ? "bag-info.txt says that all of data/ has"
                                     : "a file beside data/ may have"));
    if (file->second.*rule.digest != entry.hex)
      problem("altered", entry.path, "not as listed in " + at);
  }

  void same(const std::map<std::string, std::string>& info,
            const std::string& label, const std::string& expected) {
    const auto at = info.find(label);
    if (at == info.end())
      problem("altered", "bag-info.txt", fmt::format("has no {}", label));
    else if (at->second != expected)
      problem("altered", "bag-info.txt",
              fmt::format("{} is {}, the files make it {}", label, at->second,
                          expected));
  }

  const fs::path& dir_;
  const Files& files_;
  std::vector<Problem>& problems_;
};

// Whether that bundle is the confidential edition that this one names, and
// whole.
Status check_full_edition(const VerifyDemands& demands,
                          const WalkedBundle& lesser, Verification& result) {
  const fs::path& of = demands.of;
  VerifyDemands of_it;
  of_it.stop = demands.stop;
  auto full = verify_bundle(of, of_it);
  if (!full) return pass(full);
  const auto problem = [&](std::string file, std::string detail) {
    result.problems.push_back({"edition", std::move(file), std::move(detail)});
  };
  if (!is_lesser(
          edition_named(result.edition).value_or(EditionKind::confidential)))
    problem("bag-info.txt", "says it is no lesser edition");
  else if (lesser.says(kFullEditionLabel) != full->tagmanifest_sha256)
    problem("bag-info.txt",
            fmt::format("names another confidential edition: the tag manifest "
                        "of {} has SHA-256 {}",
                        of.string(), full->tagmanifest_sha256));
  if (full->edition != to_string(EditionKind::confidential))
    problem(of.string(), "is no confidential edition");
  if (!full->problems.empty())
    problem(of.string(),
            fmt::format("is not whole: {} {}", full->problems.front().what,
                        full->problems.front().file));
  return {};
}

}  // namespace

bool is_blamed(const std::vector<Problem>& problems, std::string_view file) {
  return std::ranges::any_of(problems, [&](const Problem& one) {
    return one.file == file && (one.what == "altered" ||
                                one.what == "missing" || one.what == "extra");
  });
}

Result<Verification> verify_bundle(const fs::path& given,
                                   const VerifyDemands& demands) {
  std::error_code code;
  // The folder itself may be reached through a link; nothing inside may.
  const fs::path dir = fs::canonical(given, code);
  if (code)
    return fail(ErrorKind::not_found, "there is no such folder",
                given.string());
  if (!fs::is_directory(dir, code))
    return fail(ErrorKind::usage, "a bundle is a folder", given.string());
  if (!fs::exists(fs::symlink_status(dir / "bagit.txt", code)) &&
      !fs::exists(fs::symlink_status(dir / kTagManifest, code)))
    return fail(ErrorKind::usage, "this folder is not an evidence bundle",
                given.string(), "name a folder below the case's bundles/");
  Verification result;
  auto tree = list_tree(dir, result.problems);
  if (!tree) return pass(tree);
  const ListedFiles listed(dir, tree->files);
  if (auto s = digest_files(
          dir, tree->files,
          [&](const std::string& path, std::uint64_t size) {
            return listed.wants(path, size);
          },
          demands.stop);
      !s)
    return pass(s);
  WalkedBundle bundle{dir, std::move(tree->files), {}, {}};
  Check check(dir, bundle.files, result.problems);
  check.declaration();
  for (const Rule& rule : kRules) check.manifest(rule);
  bundle.info = check.bag_info();
  check.no_strangers();
  bundle.summary = summary_facts_of(dir, bundle.files, result.problems);
  check_edition(bundle, result.problems);
  check_findings(bundle, demands.stop, result.problems);
  check_custody_files(bundle, result.problems);
  if (bundle.has(kSealManifest)) check.manifest(kSealRule);
  check_commitments(bundle, result.problems);
  check_seal(bundle, demands, result);
  check.no_empty(tree->empty_folders);
  if (auto s = check_captures(bundle, demands, result); !s) return pass(s);
  if (demands.stop.stop_requested())
    return fail(ErrorKind::interrupted, "stopped while checking",
                given.string());
  result.files = bundle.files.size();
  result.edition = bundle.says(kEditionLabel);
  result.full_edition_sha256 = bundle.says(kFullEditionLabel);
  if (!demands.of.empty())
    if (auto s = check_full_edition(demands, bundle, result); !s)
      return pass(s);
  if (const auto at = bundle.files.find(std::string(kTagManifest));
      at != bundle.files.end())
    result.tagmanifest_sha256 = at->second.sha256;
  return result;
}

}  // namespace veto::reports
