// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/import_log.h"

#include <fstream>
#include <string>
#include <vector>

#include "audit/logs/anchor.h"
#include "audit/logs/reverse_names.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/time_stamp.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopyChunk = 1 << 20;
constexpr std::size_t kMaxName = 100;

// The last of the name is what tells logs apart: "access.log.12.gz".
std::string safe_name(const fs::path& log) {
  std::string name = log.filename().string();
  if (name.size() > kMaxName) name = name.substr(name.size() - kMaxName);
  for (char& c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                       (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
                       c == '-';
    if (!plain) c = '_';
  }
  return name;
}

// The log may grow meanwhile: what was copied is what was hashed.
Result<Digest> copy_and_hash(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (fs::exists(from, error) && !fs::is_regular_file(from, error))
    return fail(ErrorKind::io, "a log must be a file", from.string());
  std::ifstream in(from, std::ios::binary);
  if (!in)
    return fail(fs::exists(from, error) ? ErrorKind::io : ErrorKind::not_found,
                "cannot open the log", from.string());
  auto out = AppendFile::open(to);
  if (!out) return pass(out);
  if (auto empty = out->truncate(0); !empty) return pass(empty);
  Sha256 hash;
  std::vector<char> chunk(kCopyChunk);
  while (in.read(chunk.data(), kCopyChunk) || in.gcount() > 0) {
    const std::string_view bytes(chunk.data(),
                                 static_cast<std::size_t>(in.gcount()));
    hash.update(bytes);
    if (auto kept = out->append(bytes); !kept) return pass(kept);
  }
  if (in.bad())
    return fail(ErrorKind::io, "cannot read the log", from.string());
  if (auto kept = out->sync(); !kept) return pass(kept);
  return hash.finish();
}

Result<fs::path> import_file(Case& the_case, const fs::path& log,
                             const fs::path& within, std::string reason) {
  const fs::path folder = the_case.path(within.string());
  if (auto made = make_dirs(folder); !made) return pass(made);
  const fs::path part = folder / ("." + safe_name(log) + ".part");
  std::error_code error;
  auto digest = copy_and_hash(log, part);
  if (!digest) {
    fs::remove(part, error);
    return pass(digest);
  }
  const fs::path name =
      within / (digest->hex().substr(0, 16) + "-" + safe_name(log));
  const fs::path kept = the_case.path(name.string());
  if (fs::exists(kept, error)) {
    const auto before = sha256_file(kept);
    if (before && *before == *digest) {
      fs::remove(part, error);
      return name;
    }
  }
  fs::rename(part, kept, error);
  if (error) return fail(ErrorKind::io, "cannot keep the log", kept.string());
  auto noted = the_case.custody({.action = "import",
                                 .item = name.string(),
                                 .digest = digest->labelled(),
                                 .reason = std::move(reason)});
  if (!noted) return pass(noted);
  return name;
}

}  // namespace

Result<fs::path> import_log(Case& the_case, const fs::path& log) {
  return import_file(the_case, log, "logs", "access log as delivered");
}

Result<std::vector<AddressFile>> import_address_lists(Case& the_case,
                                                      const fs::path& folder,
                                                      const Sinks& sinks) {
  auto files = list_address_files(folder, sinks);
  if (!files) return pass(files);
  std::error_code error;
  if (fs::exists(folder / kManifestName, error)) {
    auto kept = import_file(the_case, folder / kManifestName, "logs/addresses",
                            "what this program fetched from operators");
    if (!kept) return pass(kept);
  }
  for (AddressFile& file : *files) {
    auto kept = import_file(
        the_case, file.path, "logs/addresses",
        file.seen ? "what an operator published, with its line in the manifest"
                  : "what an operator published, as given by the user, fetched "
                    "at the time in its name");
    if (!kept) return pass(kept);
    file.path = the_case.path(kept->string());
    file.kept = kept->string();
  }
  return files;
}

Result<fs::path> import_anchors(Case& the_case, const fs::path& file) {
  auto anchors = read_anchors(file);
  if (!anchors) return pass(anchors);
  auto kept = import_file(the_case, file, "logs/anchors",
                          "what the logs were at which times, as anchored");
  if (!kept) return pass(kept);
  // Beside the copy, by the copy's name.
  for (const Anchor& one : *anchors) {
    const fs::path stamp = anchor_stamp_path(file, one.seq);
    const fs::path to =
        anchor_stamp_path(the_case.path(kept->string()), one.seq);
    std::error_code error;
    if (!fs::exists(stamp, error) || fs::exists(to, error)) continue;
    auto der = read_file(stamp, kMaxTimeStamp);
    if (!der) return pass(der);
    if (auto written = write_file_atomic(to, *der); !written)
      return pass(written);
    auto noted = the_case.custody(
        {.action = "import",
         .item = to.lexically_relative(the_case.dir()).string(),
         .digest = sha256(*der).labelled(),
         .reason = "a time stamp of an anchor"});
    if (!noted) return pass(noted);
  }
  return kept;
}

Status import_name_answers(Case& the_case, const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || !fs::exists(folder / kNameAnswersName, error))
    return {};
  auto kept = import_file(the_case, folder / kNameAnswersName, "logs/addresses",
                          "what the DNS called clients' addresses, and when");
  if (!kept) return pass(kept);
  return {};
}

}  // namespace veto::logs
