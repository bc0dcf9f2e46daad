// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/warc_writer.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <vector>

#include "base/gzip_fast.h"
#include "crawler/warc_record.h"

namespace veto::crawler {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".warc.gz";

std::string name_of(const std::string& run_id, int number) {
  return fmt::format("veto-{}-{:05}{}", run_id, number, kSuffix);
}

// The number in a file name of this run; 0 when it is not one.
int number_of(const std::string& run_id, std::string_view name) {
  const std::string prefix = fmt::format("veto-{}-", run_id);
  if (!name.starts_with(prefix) || !name.ends_with(kSuffix)) return 0;
  name.remove_prefix(prefix.size());
  name.remove_suffix(kSuffix.size());
  int number = 0;
  const auto [end, code] =
      std::from_chars(name.data(), name.data() + name.size(), number);
  return code == std::errc() && end == name.data() + name.size() ? number : 0;
}

// Once an authority stamped it, a longer file would be another one.
bool is_stamped(const fs::path& path) {
  std::error_code code;
  return fs::exists(path.string() + ".1.tsr", code);
}

bool is_ours(std::string_view name) {
  return name.starts_with("veto-") && name.ends_with(kSuffix);
}

// Writes what `path` holds from `offset` on into a new file, durably.
Status copy_tail(const fs::path& path, std::uint64_t offset,
                 const fs::path& to) {
  std::ifstream in(path, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset));
  auto out = AppendFile::open(to);
  if (!out) return pass(out);
  std::vector<char> piece(1u << 20);
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<std::size_t>(in.gcount());
    auto written = out->append({piece.data(), got});
    if (!written) return written;
  }
  if (in.bad()) return fail(ErrorKind::io, "reading failed", path.string());
  return out->sync();
}

// `path` with the ending, or with a number beside it where that is taken.
fs::path free_name(const fs::path& path, const std::string& ending) {
  std::error_code code;
  fs::path aside = path;
  aside += ending;
  for (int n = 2; fs::exists(aside, code); ++n) {
    aside = path;
    aside += fmt::format("-{}{}", n, ending);
  }
  return aside;
}

std::unexpected<Error> cannot_set_aside(const std::string& why,
                                        const fs::path& path) {
  return fail(ErrorKind::io,
              fmt::format("cannot set aside what no index knows ({})", why),
              path.string(), "free some space and run again");
}

// A file of ours that no index knows: begun just before a crash, or by a run
// whose index is gone.
Status set_aside_file(const fs::path& path, WarcSizes& aside) {
  std::error_code code;
  const fs::path kept = free_name(path, ".unacknowledged");
  const std::uint64_t size = fs::file_size(path, code);
  fs::rename(path, kept, code);
  if (code) return cannot_set_aside(code.message(), path);
  aside[kept.filename().string()] = size;
  return {};
}

// Brings one file to its acknowledged size; what lay beyond is kept beside it,
// durably, before it is cut off.
Status recover(const fs::path& path, std::uint64_t acknowledged,
               WarcSizes& aside) {
  auto file = AppendFile::open(path);
  if (!file) return pass(file);
  if (file->size() < acknowledged)
    return fail(ErrorKind::damaged,
                fmt::format("{} bytes of captures are missing",
                            acknowledged - file->size()),
                path.string(), "restore the file from a copy of the case");
  const std::uint64_t extra = file->size() - acknowledged;
  if (extra == 0) return {};
  const fs::path kept =
      free_name(path, fmt::format(".at-{}.torn", acknowledged));
  auto copied = copy_tail(path, acknowledged, kept);
  if (!copied) return cannot_set_aside(copied.error().what, path);
  aside[kept.filename().string()] = extra;
  return file->truncate(acknowledged);
}

Result<WarcSizes> recover_all(const fs::path& folder,
                              const WarcSizes& acknowledged) {
  WarcSizes aside;
  std::error_code code;
  std::vector<fs::path> unknown;
  for (const auto& entry : fs::directory_iterator(folder, code)) {
    const std::string name = entry.path().filename().string();
    if (is_ours(name) && !acknowledged.contains(name))
      unknown.push_back(entry.path());
  }
  for (const auto& path : unknown) {
    auto done = set_aside_file(path, aside);
    if (!done) return pass(done);
  }
  for (const auto& [name, size] : acknowledged) {
    if (!fs::exists(folder / name, code))
      return fail(ErrorKind::damaged, "a file of captures is missing",
                  (folder / name).string(),
                  "restore the file from a copy of the case");
    auto done = recover(folder / name, size, aside);
    if (!done) return pass(done);
  }
  return aside;
}

}  // namespace

Result<WarcWriter> WarcWriter::open(Options options,
                                    const WarcSizes& acknowledged) {
  WarcWriter writer;
  writer.options_ = std::move(options);
  const auto folder = writer.options_.case_dir / "captures";
  auto made = make_dirs(folder);
  if (!made) return pass(made);
  auto aside = recover_all(folder, acknowledged);
  if (!aside) return pass(aside);
  writer.set_aside_ = std::move(*aside);
  int newest = 0;
  for (const auto& [name, size] : acknowledged)
    newest = std::max(newest, number_of(writer.options_.run_id, name));
  const std::string newest_name = name_of(writer.options_.run_id, newest);
  if (newest == 0 || is_stamped(folder / newest_name)) {
    auto begun = writer.begin_file(newest + 1);
    if (!begun) return pass(begun);
    return writer;
  }
  auto file = AppendFile::open(folder / newest_name);
  if (!file) return pass(file);
  writer.file_ = std::move(*file);
  writer.number_ = newest;
  writer.acknowledged_ = writer.file_.size();
  return writer;
}

Status WarcWriter::begin_file(int number) {
  const std::string name = name_of(options_.run_id, number);
  auto file = AppendFile::open(options_.case_dir / "captures" / name);
  if (!file) return pass(file);
  const WarcInfo info{name, options_.run_id, options_.now, options_.user_agent};
  std::string member;
  append_gzip_fast(warc_info(info), member);
  auto written = file->append(member);
  if (!written) return written;
  file_ = std::move(*file);
  number_ = number;
  acknowledged_ = 0;
  chains_.clear();
  return {};
}

Result<WarcPlace> WarcWriter::append(std::string_view members,
                                     const TlsInfo* tls, UtcTime time) {
  if (file_.size() + members.size() > options_.max_file_bytes &&
      file_.size() > 0) {
    // The old file is made durable before the new one holds anything.
    auto synced = file_.sync();
    if (!synced) return pass(synced);
    auto begun = begin_file(number_ + 1);
    if (!begun) return pass(begun);
  }
  if (tls != nullptr && !chains_.contains(tls->chain_digest)) {
    std::string chain;
    append_gzip_fast(warc_tls_chain(*tls, file_name(), time), chain);
    auto written = file_.append(chain);
    if (!written) return pass(written);
    chains_.insert(tls->chain_digest);
  }
  const WarcPlace place{"captures/" + file_name(), file_.size()};
  auto written = file_.append(members);
  if (!written) return pass(written);
  return place;
}

Status WarcWriter::sync() { return file_.sync(); }

void WarcWriter::acknowledge() { acknowledged_ = file_.size(); }

void WarcWriter::roll_back() {
  chains_.clear();
  // A failure here is mended by the next open.
  if (file_.size() > acknowledged_) (void)file_.truncate(acknowledged_);
}

std::string WarcWriter::file_name() const {
  return name_of(options_.run_id, number_);
}

}  // namespace veto::crawler
