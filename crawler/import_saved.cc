// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_saved.h"

#include <fmt/format.h>

#include <map>

#include "base/url.h"
#include "crawler/import_kind.h"
#include "crawler/parse_page.h"
#include "crawler/saved_page.h"

namespace veto::crawler {
namespace {

// What one look at a file's first bytes says.
struct Looked {
  FileKind kind = FileKind::other;
  std::string front;
};

Result<Looked> look(const WalkedFile& file, const ReadBytes& bytes) {
  auto front = read_front(bytes, kSniffBytes);
  if (!front) return pass(front);
  Looked looked;
  looked.kind = file_kind(*front, file.name);
  looked.front = std::move(*front);
  return looked;
}

bool is_taken(FileKind kind) {
  return kind == FileKind::page || kind == FileKind::image;
}

class SavedReader {
 public:
  SavedReader(const SavedFiles& files, const SavedList& list,
              const ImportLimits& limits, const ImportSinks& sinks)
      : files_(files), limits_(limits), sinks_(sinks) {
    for (const std::string& name : list.names) urls_[name] = address(name);
  }

  Status file(const WalkedFile& file, const ReadBytes& bytes) {
    if (!file.refused.empty()) {
      sinks_.lose(file.refused, file.name);
      return {};
    }
    auto looked = look(file, bytes);
    if (!looked) return lose(looked.error(), file);
    if (!is_taken(looked->kind)) {
      sinks_.pass_over("no page and no image", file.name);
      return {};
    }
    auto body = read_all(with_front(looked->front, bytes), limits_.max_body);
    if (!body) return lose(body.error(), file);
    ImportEntry entry;
    entry.name = file.name;
    entry.url = address(file.name);
    entry.time = file.time;
    entry.time_basis = "the file's time";
    entry.mime = mime_of(looked->front, file.name);
    entry.body = std::move(*body);
    if (!files_.base_url.empty())
      entry.altered = "the address is the user's statement";
    if (looked->kind == FileKind::image) return sinks_.take(std::move(entry));
    return page(std::move(entry));
  }

 private:
  std::string address(const std::string& name) const {
    if (files_.base_url.empty()) return file_url(files_.root, name);
    const auto base = Url::parse(files_.base_url);
    const auto path = Url::parse(file_url("x", name));
    if (!base || !path) return {};
    // "./": a name may look like a scheme.
    const auto url = Url::parse("./" + path->path().substr(3), *base);
    return url ? url->without_fragment() : std::string();
  }

  Status lose(const Error& error, const WalkedFile& file) {
    sinks_.lose(error.what, file.name);
    return {};
  }

  Status page(ImportEntry entry) {
    const std::string own = entry.url;
    if (const auto from = saved_from(entry.body);
        from && files_.base_url.empty()) {
      entry.url = from->url;
      entry.altered = "the address is the page's own statement";
      if (from->time) {
        entry.time = from->time;
        entry.time_basis = "the page's own statement";
      }
    }
    if (!files_.page_url.empty()) {
      entry.url = files_.page_url;
      entry.altered = "the address is the user's statement";
    }
    std::uint64_t missing = 0;
    if (entry.body.size() > kMaxHtmlBytes) {
      entry.page.emplace().tree_refused = "too large";
    } else {
      entry.page = read_saved_page(
          entry.body, entry.name,
          [this](const std::string& path) {
            const auto found = urls_.find(path);
            return found == urls_.end() ? std::string() : found->second;
          },
          missing);
    }
    for (; missing > 0; --missing)
      sinks_.lose("an image that the page names and that is not there",
                  entry.name);
    return with_embedded(std::move(entry), own);
  }

  // The page and the images it carries itself.
  Status with_embedded(ImportEntry page, const std::string& own) {
    const auto images = embedded_images(page.body, limits_.max_body);
    std::vector<ImportEntry> inside;
    for (std::size_t i = 0; i < images.size(); ++i) {
      ImportEntry entry;
      entry.name = fmt::format("{}, embedded image {}", page.name, i + 1);
      entry.url = fmt::format("{}?embedded={}", own, i + 1);
      entry.time = page.time;
      entry.time_basis = page.time_basis;
      entry.altered = "taken from a data: address in the page";
      entry.mime = mime_of(images[i], "");
      entry.body = images[i];
      page.page->images.push_back({entry.url, ImageSource::img, "", "", ""});
      inside.push_back(std::move(entry));
    }
    auto taken = sinks_.take(std::move(page));
    for (ImportEntry& entry : inside)
      if (taken) taken = sinks_.take(std::move(entry));
    return taken;
  }

  const SavedFiles& files_;
  const ImportLimits& limits_;
  const ImportSinks& sinks_;
  std::map<std::string, std::string> urls_;  // of pages and images, by name
};

}  // namespace

Result<SavedList> list_saved(const SavedFiles& files,
                             const ImportLimits& limits) {
  SavedList list;
  std::map<std::string, Digest> digests;
  auto walked =
      files.walk([&](const WalkedFile& file, const ReadBytes& bytes) -> Status {
        if (!file.refused.empty()) return {};
        auto looked = look(file, bytes);
        if (!looked || !is_taken(looked->kind)) return {};
        auto body = read_all(with_front(looked->front, bytes), limits.max_body);
        if (!body) return {};
        list.names.push_back(file.name);
        list.bytes += body->size();
        digests[file.name] = sha256(*body);
        return {};
      });
  // A walk that ends early ends there again when the entries are read.
  if (!walked && list.names.empty()) return pass(walked);
  Sha256 hash;
  for (const auto& [name, digest] : digests)
    hash.update(digest.hex() + "  " + name + "\n");
  list.digest = hash.finish();
  return list;
}

Status read_saved(const SavedFiles& files, const SavedList& list,
                  const ImportLimits& limits, const ImportSinks& sinks) {
  SavedReader reader(files, list, limits, sinks);
  return files.walk([&](const WalkedFile& file, const ReadBytes& bytes) {
    return reader.file(file, bytes);
  });
}

}  // namespace veto::crawler
