// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/wacz_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
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

class WaczWriter {
 public:
  WaczWriter(ZipWriter zip, const fs::path& folder, const WaczOrder& order)
      : zip_(std::move(zip)), order_(order), lines_(folder) {}

  Result<WrittenWacz> write() {
    for (const WaczSource& source : order_.warcs)
      if (auto s = add_warc(source); !s) return pass(s);
    auto index = write_index(lines_, zip_);
    if (!index) return pass(index);
    for (const ZippedFile& file : *index) add_resource(file);
    if (auto s = add_pages(); !s) return pass(s);
    if (auto s = add_package(); !s) return pass(s);
    auto digests = zip_.finish();
    if (!digests) return pass(digests);
    return WrittenWacz{std::move(*digests), is_signed_, lines_.lines()};
  }

 private:
  Status add_warc(const WaczSource& source) {
    if (!is_bundle_path(source.name) ||
        source.name.find('/') != std::string::npos ||
        !names_.insert(to_lower(source.name)).second)
      return fail(ErrorKind::bug, "not a name for an archive", source.name);
    auto file = open_source(source.path);
    if (!file) return pass(file);
    auto begun = zip_.begin(std::string(kWaczArchive) + source.name,
                            zip::needs64(file->size));
    if (!begun) return begun;
    Status indexed;
    const auto reader = PieceThread::pulling([&](const ReadBytes& bytes) {
      indexed = crawler::walk_warc(
          bytes, crawler::WarcDepth::heads,
          [&](const crawler::WarcSeen& seen) -> Status {
            auto line = cdx_line(seen, source.name);
            return line ? lines_.add(std::move(*line)) : Status();
          });
    });
    for (std::uint64_t left = file->size; left > 0;) {
      auto piece = read_piece(*file, left);
      if (!piece) return pass(piece);
      left -= (*piece)->size();
      reader->give(*piece);
      if (auto s = zip_.write(std::move(*piece)); !s) return s;
    }
    reader->finish();
    if (!indexed)
      return fail(indexed.error().kind,
                  indexed.error().what + ", " + indexed.error().where,
                  source.path.string());
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
