// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/copy.h"

#include "base/file.h"

namespace veto::reports {

Status copy_evidence(const std::filesystem::path& from,
                     const std::filesystem::path& to) {
  namespace fs = std::filesystem;
  std::error_code code;
  if (!fs::exists(fs::symlink_status(from, code)))
    return fail(ErrorKind::not_found, "the file is gone", from.string());
  if (!fs::is_regular_file(fs::symlink_status(from, code)))
    return fail(ErrorKind::refused, "not a regular file", from.string());
  auto made = make_dirs(to.parent_path());
  if (!made) return made;
  if (!fs::copy_file(from, to, fs::copy_options::none, code))
    return fail(ErrorKind::io, "cannot copy (" + code.message() + ")",
                from.string());
  // The case's files may be read-only; the copy must still be syncable.
  auto copy = AppendFile::open(to);
  if (!copy) return pass(copy);
  return copy->sync();
}

}  // namespace veto::reports
