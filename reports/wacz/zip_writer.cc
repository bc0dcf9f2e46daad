// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/zip_writer.h"

#include <chrono>

#include "base/check.h"
#include "base/crc32.h"

namespace veto::reports {
namespace {

constexpr std::uint64_t kBeginSyncEvery = 64u << 20;

// Two seconds are its unit, 1980 its first year (4.4.6).
std::uint32_t dos_time(UtcTime time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  const auto year = static_cast<std::uint32_t>(static_cast<int>(date.year()));
  if (year < 1980 || year > 2107) return 1u << 21 | 1u << 16;
  return (year - 1980) << 25 | static_cast<unsigned>(date.month()) << 21 |
         static_cast<unsigned>(date.day()) << 16 |
         static_cast<std::uint32_t>(clock.hours().count()) << 11 |
         static_cast<std::uint32_t>(clock.minutes().count()) << 5 |
         static_cast<std::uint32_t>(clock.seconds().count()) / 2;
}

}  // namespace

void ZipWriter::Open::take(std::string_view piece) {
  sha256.update(piece);
  crc = crc32_of(piece, crc);
}

// After a failure nothing is written that would leave a gap.
void ZipWriter::Whole::append(std::string_view piece) {
  if (failed) return;
  written = file.append(piece);
  if (!written) failed = true;
  if (file.size() - sync_begun_to < kBeginSyncEvery) return;
  sync_begun_to = file.size();
  file.begin_sync();
}

Result<ZipWriter> ZipWriter::create(const std::filesystem::path& path,
                                    UtcTime time) {
  auto file = AppendFile::open(path);
  if (!file) return pass(file);
  if (file->size() != 0)
    return fail(ErrorKind::bug, "the file is there already", path.string());
  ZipWriter writer;
  writer.time_ = dos_time(time);
  writer.whole_ = std::make_unique<Whole>();
  writer.whole_->file = *std::move(file);
  return writer;
}

Status ZipWriter::put(Piece piece) {
  if (whole_->failed) return whole_->written;
  size_ += piece->size();
  whole_->disk.give(piece);
  whole_->first.give(piece);
  whole_->second.give(std::move(piece));
  return {};
}

Status ZipWriter::begin(std::string_view name, bool large) {
  VETO_CHECK(!open_);
  zip::Entry entry;
  entry.name = name;
  entry.offset = size_;
  entry.large = large;
  entry.time = time_;
  entries_.push_back(entry);
  open_ = std::make_unique<Open>();
  return put(zip::local_header(entry));
}

Status ZipWriter::write(Piece piece) {
  if (piece->empty()) return {};
  entries_.back().size += piece->size();
  open_->thread.give(piece);
  return put(std::move(piece));
}

Result<ZippedFile> ZipWriter::end() {
  zip::Entry& entry = entries_.back();
  if (auto s = open_->thread.finish(); !s) return pass(s);
  entry.crc = open_->crc;
  const ZippedFile file{entry.name, open_->sha256.hex(), entry.size};
  open_.reset();
  if (!entry.large && zip::needs64(entry.size))
    return fail(ErrorKind::too_large, "4 GiB and more in one file", entry.name);
  auto ended = put(zip::descriptor(entry));
  if (!ended) return pass(ended);
  return file;
}

Result<ZippedFile> ZipWriter::add(std::string_view name, std::string bytes) {
  if (auto begun = begin(name, false); !begun) return pass(begun);
  auto written = write(std::make_shared<const std::string>(std::move(bytes)));
  if (!written) return pass(written);
  return end();
}

Result<FileDigests> ZipWriter::finish() {
  VETO_CHECK(!open_);
  const std::uint64_t directory = size_;
  for (const zip::Entry& entry : entries_)
    if (auto s = put(zip::central_entry(entry)); !s) return pass(s);
  auto ended =
      put(zip::archive_end(entries_.size(), size_ - directory, directory));
  if (!ended) return pass(ended);
  if (auto s = whole_->disk.finish(); !s) return pass(s);
  if (!whole_->written) return pass(whole_->written);
  if (auto s = whole_->file.sync(); !s) return pass(s);
  for (PieceThread* thread : {&whole_->first, &whole_->second})
    if (auto s = thread->finish(); !s) return pass(s);
  return FileDigests{whole_->sha256.hex(), whole_->sha512.hex(), size_};
}

}  // namespace veto::reports
