// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/wacz_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "base/digest.h"
#include "base/fd.h"
#include "base/text.h"
#include "crawler/api/warc_walk.h"
#include "reports/bundle/manifest.h"
#include "reports/wacz/cdx_line.h"
#include "reports/wacz/entry_text.h"
#include "reports/wacz/index_writer.h"
#include "reports/wacz/wacz_format.h"
#include "reports/wacz/wacz_signature.h"
#include "reports/wacz/zip_writer.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// A WARC file and how many bytes of it go in: those it has when it is opened.
struct OpenSource {
  Fd fd;
  std::uint64_t size = 0;
};

Result<OpenSource> open_source(const fs::path& path) {
  OpenSource source{
      Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)),
      0};
  struct stat info {};
  if (source.fd.get() < 0 || ::fstat(source.fd.get(), &info) != 0)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io,
                fmt::format("cannot open the file ({})", std::strerror(errno)),
                path.string());
  if (!S_ISREG(info.st_mode))
    return fail(ErrorKind::refused, "not a regular file", path.string());
  source.size = static_cast<std::uint64_t>(info.st_size);
  return source;
}

// The next piece; shorter than kPieceBytes only at the file's end.
Result<Piece> read_piece(const OpenSource& source, std::uint64_t left) {
  std::string bytes(std::min<std::uint64_t>(left, kPieceBytes), '\0');
  for (std::size_t got = 0; got < bytes.size();) {
    const ssize_t n =
        ::read(source.fd.get(), bytes.data() + got, bytes.size() - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(ErrorKind::io, "reading failed");
    if (n == 0) return fail(ErrorKind::io, "the file became shorter meanwhile");
    got += static_cast<std::size_t>(n);
  }
  return std::make_shared<const std::string>(std::move(bytes));
}

// A WARC file that is being added, and the walk through its records.
struct OpenWarc {
  std::string name;
  Status indexed;
  std::unique_ptr<PieceThread> reader;
};

class WaczWriter : public WarcSink {
 public:
  WaczWriter(ZipWriter zip, const fs::path& folder, const WaczOrder& order)
      : zip_(std::move(zip)), order_(order), lines_(folder) {}

  Result<WrittenWacz> write() {
    for (const WaczSource& source : order_.warcs)
      if (auto s = add_warc(source); !s) return pass(s);
    if (auto s = add_made(); !s) return pass(s);
    auto index = write_index(lines_, zip_);
    if (!index) return pass(index);
    for (const ZippedFile& file : *index) add_resource(file);
    if (auto s = add_pages(); !s) return pass(s);
    if (auto s = add_package(); !s) return pass(s);
    auto digests = zip_.finish();
    if (!digests) return pass(digests);
    return WrittenWacz{std::move(*digests), is_signed_, lines_.lines()};
  }

  Status begin(const std::string& name) override {
    if (auto ended = end_made(); !ended) return ended;
    return begin_warc(name, false);
  }

  Status append(std::string_view members) override {
    while (!members.empty()) {
      made_.reserve(kPieceBytes);
      const auto room = kPieceBytes - made_.size();
      made_ += members.substr(0, room);
      members.remove_prefix(std::min(room, members.size()));
      if (made_.size() < kPieceBytes) break;
      if (auto given = give_made(); !given) return given;
    }
    return {};
  }

 private:
  Status add_warc(const WaczSource& source) {
    auto file = open_source(source.path);
    if (!file) return pass(file);
    auto begun = begin_warc(source.name, zip::needs64(file->size));
    if (!begun) return begun;
    for (std::uint64_t left = file->size; left > 0;) {
      auto piece = read_piece(*file, left);
      if (!piece) return pass(piece);
      left -= (*piece)->size();
      if (auto s = give(std::move(*piece)); !s) return s;
    }
    return end_warc(source.path.string());
  }

  Status add_made() {
    if (!order_.write_warcs) return {};
    auto made = order_.write_warcs(*this);
    return made ? end_made() : made;
  }

  Status give_made() {
    auto piece = std::make_shared<const std::string>(std::move(made_));
    made_ = std::string();
    return give(std::move(piece));
  }

  Status end_made() {
    if (!warc_) return {};
    if (auto given = give_made(); !given) return given;
    return end_warc(std::string(warc_->name));
  }

  Status begin_warc(const std::string& name, bool large) {
    if (!is_bundle_path(name) || name.find('/') != std::string::npos ||
        !names_.insert(to_lower(name)).second)
      return fail(ErrorKind::bug, "not a name for an archive", name);
    auto begun = zip_.begin(std::string(kWaczArchive) + name, large);
    if (!begun) return begun;
    warc_ = std::make_unique<OpenWarc>();
    warc_->name = name;
    warc_->reader = PieceThread::pulling(
        [this, warc = warc_.get()](const ReadBytes& bytes) {
          warc->indexed = crawler::walk_warc(
              bytes, crawler::WarcDepth::heads,
              [&](const crawler::WarcSeen& seen) -> Status {
                auto line = cdx_line(seen, warc->name);
                return line ? lines_.add(std::move(*line)) : Status();
              });
        });
    return {};
  }

  Status give(Piece piece) {
    warc_->reader->give(piece);
    return zip_.write(std::move(piece));
  }

  Status end_warc(const std::string& where) {
    if (auto s = warc_->reader->finish(); !s) return s;
    const Status indexed = std::move(warc_->indexed);
    warc_.reset();
    if (!indexed)
      return fail(indexed.error().kind,
                  indexed.error().what + ", " + indexed.error().where, where);
    return end_entry();
  }

  Status end_entry() {
    auto file = zip_.end();
    if (!file) return pass(file);
    add_resource(*file);
    return {};
  }

  void add_resource(const ZippedFile& file) {
    resources_.push_back(
        {{"name", to_lower(file.name.substr(file.name.rfind('/') + 1))},
         {"path", file.name},
         {"hash", "sha256:" + file.sha256},
         {"bytes", file.size}});
  }

  Status add_pages() {
    auto text = EntryText::begin(zip_, kWaczPages);
    if (!text) return pass(text);
    auto written = text->line(kPagesHeader);
    if (written && order_.pages)
      written = order_.pages([&](const WaczPage& page) {
        const std::string time = to_rfc3339(page.time);
        if (!package_.contains("mainPageUrl")) {
          package_["mainPageUrl"] = page.url;
          package_["mainPageDate"] = time;
        }
        json entry = {{"id", page.id}, {"url", page.url}, {"ts", time}};
        if (!page.title.empty()) entry["title"] = page.title;
        return text->line(
            entry.dump(-1, ' ', false, json::error_handler_t::replace));
      });
    if (!written) return written;
    auto file = text->end();
    if (!file) return pass(file);
    add_resource(*file);
    return {};
  }

  Status add_package() {
    const std::string created = to_rfc3339(order_.created);
    package_["profile"] = "data-package";
    package_["wacz_version"] = kWaczVersion;
    package_["title"] = order_.title;
    package_["description"] = order_.description;
    package_["created"] = created;
    package_["software"] = order_.software;
    package_["resources"] = std::move(resources_);
    std::string text = package_text(package_);
    const std::string hash = sha256(text).labelled();
    json digest = {{"path", kWaczPackage}, {"hash", hash}};
    if (order_.key != nullptr && signs_wacz(*order_.key->key)) {
      auto signature =
          wacz_signature(*order_.key, hash, created, order_.software);
      if (!signature) return pass(signature);
      digest["signedData"] = std::move(*signature);
      is_signed_ = true;
    }
    auto added = zip_.add(kWaczPackage, std::move(text));
    if (added) added = zip_.add(kWaczDigest, package_text(digest));
    return added ? Status() : pass(added);
  }

  ZipWriter zip_;
  const WaczOrder& order_;
  LineSorter lines_;
  std::set<std::string> names_;
  std::unique_ptr<OpenWarc> warc_;
  std::string made_;  // of the file that is being made, not yet given
  json resources_ = json::array();
  json package_ = json::object();
  bool is_signed_ = false;
};

}  // namespace

Result<WrittenWacz> write_wacz(const fs::path& path, const WaczOrder& order) {
  auto zip = ZipWriter::create(path, order.created);
  if (!zip) return pass(zip);
  return WaczWriter(std::move(*zip), path.parent_path(), order).write();
}

}  // namespace veto::reports
