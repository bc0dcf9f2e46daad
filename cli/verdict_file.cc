// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/verdict_file.h"

#include "cli/terminal.h"

namespace veto::cli {
namespace {

constexpr std::size_t kHeld = 1u << 20;

std::filesystem::path unfinished(std::filesystem::path path) {
  return path += ".part";
}

}  // namespace

Result<VerdictFile> VerdictFile::open(const std::string& path) {
  VerdictFile made;
  if (path == "-") return made;
  made.path_ = path;
  const auto part = unfinished(path);
  std::error_code ignored;
  std::filesystem::remove(part, ignored);  // what a run that died left
  auto file = AppendFile::open(part);
  if (!file) return pass(file);
  made.file_ = std::move(*file);
  return made;
}

Status VerdictFile::add(std::string_view line) {
  held_ += line;
  held_ += '\n';
  return held_.size() < kHeld ? Status() : flush();
}

Status VerdictFile::flush() {
  if (file_) {
    if (auto written = file_->append(held_); !written) return written;
  } else {
    print_result(held_);
  }
  held_.clear();
  return {};
}

Status VerdictFile::finish() {
  if (auto flushed = flush(); !flushed) return flushed;
  if (!file_) return {};
  if (auto synced = file_->sync(); !synced) return synced;
  std::error_code error;
  std::filesystem::rename(unfinished(path_), path_, error);
  if (error)
    return fail(ErrorKind::io, "cannot write the verdicts", path_.string());
  return {};
}

}  // namespace veto::cli
