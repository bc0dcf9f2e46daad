// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/unfinished.h"

#include <utility>
#include <vector>

#include "base/file.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinishedSuffix = ".partial";
constexpr const char* kBundle = "bundle";
constexpr const char* kSalts = "salts.jsonl";
constexpr const char* kAliases = "aliases.jsonl";

Status put_in_place(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::rename(from, to, code);
  if (code)
    return fail(ErrorKind::io, "cannot rename (" + code.message() + ")",
                to.string());
  return sync_dir(to.parent_path());
}

// Each file was made durable by its writer; their names are, too, after this.
Status sync_folders(const fs::path& dir) {
  if (auto synced = sync_dir(dir); !synced) return synced;
  std::error_code code;
  for (fs::recursive_directory_iterator at(dir, code), end; !code && at != end;
       at.increment(code))
    if (at->is_directory(code))
      if (auto synced = sync_dir(at->path()); !synced) return synced;
  if (code) return fail(ErrorKind::io, "cannot list the folder", dir.string());
  return {};
}

// Where the case keeps what opens a bundle of that name.
fs::path kept_path(const Case& the_case, const std::string& name,
                   const char* what) {
  return the_case.path("editions") / (name + '.' + what);
}

Status clear_away(const fs::path& path) {
  std::error_code code;
  fs::remove_all(path, code);
  if (code)
    return fail(ErrorKind::io, "cannot remove (" + code.message() + ")",
                path.string(), "remove it by hand");
  return {};
}

Status remove_and_note(Case& the_case, const fs::path& left) {
  std::error_code code;
  // What is kept is put in its place before the bundle is: where that still
  // lies here, it stands for nothing.
  if (fs::exists(left / kBundle, code))
    for (const char* what : {kSalts, kAliases})
      if (auto s = clear_away(kept_path(the_case, left.stem().string(), what));
          !s)
        return s;
  if (auto s = clear_away(left); !s) return s;
  CustodyEvent event;
  event.action = "delete";
  event.item = "bundles/" + left.filename().string();
  event.reason = "left of a bundle in the making by a command that was stopped";
  return the_case.custody(event);
}

}  // namespace

Status remove_unfinished(Case& the_case) {
  const fs::path bundles = the_case.path("bundles");
  if (auto made = make_dirs(bundles); !made) return made;
  std::vector<fs::path> left;
  std::error_code code;
  for (fs::directory_iterator at(bundles, code), end; !code && at != end;
       at.increment(code))
    if (at->path().extension() == kUnfinishedSuffix) left.push_back(at->path());
  if (code)
    return fail(ErrorKind::io, "cannot list the folder", bundles.string());
  for (const fs::path& one : left)
    if (auto removed = remove_and_note(the_case, one); !removed) return removed;
  return {};
}

bool is_taken(const Case& the_case, const std::string& name) {
  std::error_code code;
  const fs::path path = the_case.path("bundles") / name;
  return fs::exists(fs::symlink_status(path, code)) ||
         fs::exists(kept_path(the_case, name, kSalts), code) ||
         fs::exists(kept_path(the_case, name, kAliases), code);
}

Unfinished::Unfinished(const Case& the_case, const std::string& name)
    : path_(the_case.path("bundles") / name),
      kept_{{kSalts, kept_path(the_case, name, kSalts)},
            {kAliases, kept_path(the_case, name, kAliases)}},
      dir_(path_.string() + kUnfinishedSuffix) {}

Unfinished::~Unfinished() {
  std::error_code ignored;
  fs::remove_all(dir_, ignored);
}

fs::path Unfinished::bundle() const { return dir_ / kBundle; }
fs::path Unfinished::salts() const { return dir_ / kSalts; }
fs::path Unfinished::aliases() const { return dir_ / kAliases; }

Result<fs::path> Unfinished::publish(
    const std::function<Status()>& note) const {
  if (auto synced = sync_folders(bundle()); !synced) return pass(synced);
  if (auto noted = note(); !noted) return pass(noted);
  std::error_code code;
  for (const auto& [from, to] : kept_) {
    if (!fs::exists(dir_ / from, code)) continue;
    const fs::path folder = to.parent_path();
    if (auto made = make_dirs(folder); !made) return pass(made);
    if (auto s = sync_dir(folder.parent_path()); !s) return pass(s);
    if (auto s = put_in_place(dir_ / from, to); !s) return pass(s);
  }
  if (auto named = put_in_place(bundle(), path_); !named) return pass(named);
  return path_;
}

}  // namespace veto::reports
