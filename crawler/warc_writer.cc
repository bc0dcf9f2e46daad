// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/warc_writer.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "base/gzip.h"
#include "crawler/warc_record.h"

namespace veto::crawler {
namespace {

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

bool is_ours(std::string_view name) {
  return name.starts_with("veto-") && name.ends_with(kSuffix);
}

// A file of ours that no index knows: begun by this run just before a crash,
// or by another whose index is gone. The former holds nothing acknowledged;
// the latter is set aside, not destroyed.
Status set_aside(const std::filesystem::path& path, bool of_this_run) {
  std::error_code code;
  if (of_this_run) {
    std::filesystem::remove(path, code);
  } else {
    auto aside = path;
    aside += ".unacknowledged";
    std::filesystem::rename(path, aside, code);
  }
  if (code)
    return fail(ErrorKind::io,
                fmt::format("cannot set a file aside ({})", code.message()),
                path.string());
  return {};
}

// Brings one file to its acknowledged size; returns how much was cut.
Result<std::uint64_t> recover(const std::filesystem::path& path,
                              std::uint64_t acknowledged) {
  auto file = AppendFile::open(path);
  if (!file) return pass(file);
  if (file->size() < acknowledged)
    return fail(ErrorKind::damaged,
                fmt::format("{} bytes of captures are missing",
                            acknowledged - file->size()),
                path.string(), "restore the file from a copy of the case");
  const std::uint64_t extra = file->size() - acknowledged;
  if (extra == 0) return extra;
  auto truncated = file->truncate(acknowledged);
  if (!truncated) return pass(truncated);
  return extra;
}

Result<WarcSizes> recover_all(const std::filesystem::path& folder,
                              const std::string& run_id,
                              const WarcSizes& acknowledged) {
  WarcSizes cut;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
    const std::string name = entry.path().filename().string();
    if (!is_ours(name) || acknowledged.contains(name)) continue;
    cut[name] = entry.file_size(code);
    auto done = set_aside(entry.path(), number_of(run_id, name) != 0);
    if (!done) return pass(done);
  }
  for (const auto& [name, size] : acknowledged) {
    const auto path = folder / name;
    if (!std::filesystem::exists(path, code))
      return fail(ErrorKind::damaged, "a file of captures is missing",
                  path.string(), "restore the file from a copy of the case");
    auto extra = recover(path, size);
    if (!extra) return pass(extra);
    if (*extra > 0) cut[name] = *extra;
  }
  return cut;
}

}  // namespace

Result<WarcWriter> WarcWriter::open(Options options,
                                    const WarcSizes& acknowledged) {
  WarcWriter writer;
  writer.options_ = std::move(options);
  const auto folder = writer.options_.case_dir / "captures";
  auto made = make_dirs(folder);
  if (!made) return pass(made);
  auto cut = recover_all(folder, writer.options_.run_id, acknowledged);
  if (!cut) return pass(cut);
  writer.cut_ = std::move(*cut);
  int newest = 0;
  for (const auto& [name, size] : acknowledged)
    newest = std::max(newest, number_of(writer.options_.run_id, name));
  if (newest == 0) {
    auto begun = writer.begin_file(1);
    if (!begun) return pass(begun);
    return writer;
  }
  auto file =
      AppendFile::open(folder / name_of(writer.options_.run_id, newest));
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
  auto written = file->append(gzip_compress(warc_info(info)));
  if (!written) return written;
  file_ = std::move(*file);
  number_ = number;
  acknowledged_ = 0;
  return {};
}

Result<WarcPlace> WarcWriter::append(std::string_view members) {
  if (file_.size() + members.size() > options_.max_file_bytes &&
      file_.size() > 0) {
    // The old file is made durable before the new one holds anything.
    auto synced = file_.sync();
    if (!synced) return pass(synced);
    auto begun = begin_file(number_ + 1);
    if (!begun) return pass(begun);
  }
  const WarcPlace place{"captures/" + file_name(), file_.size()};
  auto written = file_.append(members);
  if (!written) return pass(written);
  return place;
}

Status WarcWriter::sync() { return file_.sync(); }

void WarcWriter::acknowledge() { acknowledged_ = file_.size(); }

void WarcWriter::roll_back() {
  // A failure here is mended by the next open.
  if (file_.size() > acknowledged_) (void)file_.truncate(acknowledged_);
}

std::string WarcWriter::file_name() const {
  return name_of(options_.run_id, number_);
}

}  // namespace veto::crawler
