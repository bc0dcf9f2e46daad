// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/originals.h"

#include <atomic>
#include <fstream>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/certificate.h"
#include "base/file.h"
#include "reports/bundle/copy.h"
#include "reports/edition/commitment.h"
#include "reports/edition/tar_format.h"
#include "reports/seal/capture_stamps.h"
#include "reports/seal/stamp.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kOriginalPiece = 1u << 20;

using Take = std::function<Status(std::string_view)>;

// Exactly `size` bytes, for an archive has named that size already.
Status read_pieces(const fs::path& path, std::uint64_t size, const Take& take,
                   const std::atomic<bool>& stop) {
  std::ifstream file(path, std::ios::binary);
  std::string piece(kOriginalPiece, '\0');
  while (size > 0) {
    if (stop) return fail(ErrorKind::interrupted, "not finished");
    const auto wanted = std::min<std::uint64_t>(size, piece.size());
    if (!file.read(piece.data(), static_cast<std::streamsize>(wanted)))
      return fail(ErrorKind::io, "reading failed", path.string());
    if (auto taken = take(std::string_view(piece).substr(0, wanted)); !taken)
      return taken;
    size -= wanted;
  }
  return {};
}

Result<std::uint64_t> size_of(const fs::path& path) {
  std::error_code code;
  const std::uint64_t size = fs::file_size(path, code);
  if (code)
    return fail(ErrorKind::not_found, "cannot open the file", path.string());
  return size;
}

class Sealing {
 public:
  // May be told to stop by another thread.
  Sealing(const Originals& originals, const std::atomic<bool>& stop)
      : originals_(originals), stop_(stop) {
    if (originals.to)
      envelope_.emplace(originals.dir / "originals", *originals.to);
  }

  Status add_warcs() {
    if (auto made = make_dirs(originals_.dir); !made) return made;
    for (const fs::path& warc : originals_.warcs)
      if (auto added = add_warc(warc); !added) return added;
    return {};
  }

  // The salts go in last: those of the files are known by then.
  Status finish() {
    auto file = AppendFile::open(originals_.salts);
    if (!file) return pass(file);
    if (auto s = file->append(salts_); !s) return s;
    if (auto s = file->sync(); !s) return s;
    json parts = json::array();
    if (envelope_) {
      auto size = add(originals_.salts, "salts.jsonl",
                      [](std::string_view) -> Status { return {}; });
      if (!size) return pass(size);
      if (auto s = envelope_->write(tar_end()); !s) return s;
      auto written = envelope_->finish();
      if (!written) return pass(written);
      for (const fs::path& part : *written)
        parts.push_back(part.filename().string());
    }
    return write_file_atomic(originals_.dir / "sealed.json",
                             document(std::move(parts)).dump(2) + "\n");
  }

 private:
  Status add_warc(const fs::path& path) {
    auto salted = Salted::draw();
    if (!salted) return pass(salted);
    Sha256 committing = salted->begin();
    auto size = add(path, path.filename().string(),
                    [&](std::string_view piece) -> Status {
                      committing.update(piece);
                      return {};
                    });
    if (!size) return pass(size);
    const std::string name = path.filename().string();
    const std::string commitment = committing.finish().labelled();
    auto stamps = copy_stamps(path);
    if (!stamps) return pass(stamps);
    files_.push_back({{"name", name},
                      {"bytes", *size},
                      {"commitment", commitment},
                      {"stamps", *std::move(stamps)}});
    salts_ += json{{"file", name},
                   {"salt", salted->salt_hex()},
                   {"commitment", commitment}}
                  .dump() +
              "\n";
    return {};
  }

  // Reads the file once, for `also` and for the archive.
  Result<std::uint64_t> add(const fs::path& path, const std::string& name,
                            const Take& also) {
    auto size = size_of(path);
    if (!size) return size;
    if (envelope_) {
      auto header = tar_header(name, *size, originals_.now);
      if (!header) return pass(header);
      if (auto s = envelope_->write(*header); !s) return pass(s);
    }
    auto read = read_pieces(
        path, *size,
        [&](std::string_view piece) -> Status {
          if (auto s = also(piece); !s) return s;
          return envelope_ ? envelope_->write(piece) : Status();
        },
        stop_);
    if (!read) return pass(read);
    const std::string padding = tar_padding(*size);
    if (envelope_ && !padding.empty())
      if (auto s = envelope_->write(padding); !s) return pass(s);
    return size;
  }

  Result<json> copy_stamps(const fs::path& warc) {
    json names = json::array();
    const fs::path from = warc.parent_path();
    for (const std::string& stamp :
         stamps_beside(from, warc.filename().string())) {
      for (const std::string& file : {stamp, query_of(stamp), chain_of(stamp)})
        if (auto s = copy_evidence(from / file, originals_.dir / file); !s)
          return pass(s);
      names.push_back(stamp);
    }
    return names;
  }

  json document(json parts) {
    json readers = json::array();
    if (originals_.to)
      for (const Certificate& reader : originals_.to->recipients)
        readers.push_back(fingerprint_of(*reader));
    return {{"schema", "veto.sealed/1"},
            {"run", originals_.run_id},
            {"commitment",
             "SHA-256 of 32 random bytes and the file; the bytes are in "
             "salts.jsonl, which goes with the originals"},
            {"originals", std::move(files_)},
            {"envelope",
             {{"parts", std::move(parts)},
              {"holds", originals_.to ? "tar" : ""},
              {"cipher", originals_.to ? cipher_for(*originals_.to) : ""},
              {"recipients_sha256", std::move(readers)}}}};
  }

  const Originals& originals_;
  const std::atomic<bool>& stop_;
  std::optional<EnvelopeWriter> envelope_;
  json files_ = json::array();
  std::string salts_;
};

}  // namespace

struct OriginalsWriter::State {
  explicit State(const Originals& originals) : sealing(originals, stop) {}

  std::atomic<bool> stop = false;
  Sealing sealing;
  std::future<Status> files;
};

OriginalsWriter::OriginalsWriter(const Originals& originals)
    : state_(std::make_unique<State>(originals)) {
  state_->files = std::async(std::launch::async, [state = state_.get()] {
    return state->sealing.add_warcs();
  });
}

OriginalsWriter::~OriginalsWriter() { state_->stop = true; }

Status OriginalsWriter::finish() {
  if (auto added = state_->files.get(); !added) return added;
  return state_->sealing.finish();
}

}  // namespace veto::reports
