// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/log_commitments.h"

#include <fmt/format.h>

#include <fstream>
#include <optional>

#include "audit/logs/commitment.h"
#include "audit/logs/disclosure.h"
#include "audit/logs/format_choice.h"
#include "audit/logs/line_proof.h"
#include "audit/logs/survey.h"
#include "base/certificate.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/commitment_list.h"
#include "reports/edition/log_names.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSealPiece = 1u << 20;
constexpr std::size_t kProofPiece = 1u << 20;

class LogCommitter {
 public:
  LogCommitter(Case& the_case, const fs::path& bundle,
               const std::vector<audit::Finding>& findings,
               const LogOrder& order)
      : case_(the_case), bundle_(bundle), findings_(findings), order_(order) {
    if (!order.whole_to) return;
    list_.cipher = cipher_for(*order.whole_to);
    for (const Certificate& recipient : order.whole_to->recipients)
      list_.recipients.push_back(fingerprint_of(*recipient));
  }

  // One log, the `number`-th from 1.
  Status add(const logs::LogFile& file, std::size_t number) {
    const std::string name = order_.aliases
                                 ? log_name_in_edition(file, *order_.aliases)
                                 : file.path.filename().string();
    auto secret = logs::log_secret(case_, file.stream_digest);
    if (!secret) return pass(secret);
    const fs::path excerpt =
        folder() / excerpt_name(written(file.stream_digest));
    logs::Disclosure disclosure(findings_, named(file.stream_digest),
                                format_of(file), order_.own_token,
                                order_.aliases != nullptr);
    auto log = commit(file, *secret, disclosure, excerpt);
    if (!log && log.error().kind == ErrorKind::io && fs::exists(file.path))
      return pass(log);
    if (!log) return leave_out(name, excerpt, log.error().what);
    if (log->file != file.file_digest || log->stream != file.stream_digest)
      return leave_out(name, excerpt,
                       "the log in the case is not the one that was analysed");
    return keep(name, number, file, *secret, disclosure, *log);
  }

  Result<LogsWritten> finish() {
    if (list_.logs.empty()) list_.cipher.clear();
    auto written =
        write_file_atomic(folder() / kCommitmentsName, commitments_text(list_));
    if (!written) return pass(written);
    return std::move(result_);
  }

 private:
  fs::path folder() const { return bundle_ / kLogFolder; }

  Digest named(const Digest& log) const {
    return order_.aliases ? order_.aliases->of(log) : log;
  }
  std::string written(const Digest& log) const {
    return order_.aliases ? order_.aliases->spelled(named(log).hex())
                          : log.hex();
  }

  // As the analysis read it; nothing where that cannot be told any more.
  std::optional<logs::Format> format_of(const logs::LogFile& file) const {
    auto choice = logs::FormatChoice::read(order_.format);
    if (!choice) return std::nullopt;
    auto given = choice->of(file.path);
    if (!given) return std::nullopt;
    auto found = logs::survey(file.path, *given ? &**given : nullptr);
    if (!found || found->file.format != file.format) return std::nullopt;
    return std::move(found->format);
  }

  Result<logs::CommittedLog> commit(const logs::LogFile& file,
                                    const Digest& secret,
                                    logs::Disclosure& disclosure,
                                    const fs::path& excerpt) const {
    auto out = AppendFile::open(excerpt);
    if (!out) return pass(out);
    auto log = logs::commit_log(
        file.path, file.size, secret,
        [&](const logs::Line& line) { return disclosure.why(line); },
        [&](std::string_view bytes) {
          return out->append(std::string(bytes) + '\n');
        },
        {});
    if (!log) return log;
    if (auto synced = out->sync(); !synced) return pass(synced);
    return log;
  }

  Status leave_out(const std::string& name, const fs::path& excerpt,
                   const std::string& why) {
    std::error_code code;
    fs::remove(excerpt, code);
    list_.not_committed.push_back({name, why});
    result_.notes.push_back({ErrorKind::damaged,
                             "the bundle has no commitment to a log: " + why,
                             name,
                             {}});
    return {};
  }

  Status write_proofs(const logs::CommittedLog& log) {
    auto out = AppendFile::open(folder() / proofs_name(written(log.stream)));
    if (!out) return pass(out);
    auto& shown = result_.shown[named(log.stream).hex()];
    std::string rows;
    std::uint64_t at = 0;
    for (const logs::ShownLine& line : log.shown) {
      rows += logs::proof_row({line, at}) + '\n';
      shown[line.offset] = {at, line.length};
      at += line.length + 1;
      if (rows.size() < kProofPiece) continue;
      if (auto kept = out->append(rows); !kept) return kept;
      rows.clear();
    }
    if (auto kept = out->append(rows); !kept) return kept;
    return out->sync();
  }

  Status keep(const std::string& name, std::size_t number,
              const logs::LogFile& file, const Digest& secret,
              const logs::Disclosure& disclosure,
              const logs::CommittedLog& log) {
    if (auto written = write_proofs(log); !written) return written;
    LogCommitment entry{.log = name,
                        .size = log.size,
                        .file = written(log.file),
                        .stream = written(log.stream),
                        .lines = log.lines,
                        .root = log.root,
                        .shown = log.shown.size(),
                        .why = {},
                        .left_out = disclosure.left_out(),
                        .accused = disclosure.accused(),
                        .format_known = disclosure.knows_format(),
                        .sealed = {},
                        .sealed_secret = {}};
    for (const logs::ShownLine& line : log.shown)
      for (const std::string& reason : logs::reasons_to_show(line.why))
        ++entry.why[reason];
    if (!entry.format_known)
      result_.notes.push_back({ErrorKind::unsupported,
                               "the log's format cannot be told any more: "
                               "the bundle shows the evidence alone",
                               name,
                               {}});
    if (entry.left_out > 0)
      result_.notes.push_back(
          {ErrorKind::too_large,
           fmt::format("{} lines of the log that a bundle would show are "
                       "left out of it",
                       entry.left_out),
           name,
           {}});
    if (order_.whole_to)
      if (auto sealed = seal_whole(number, file, secret, entry); !sealed)
        return sealed;
    list_.logs.push_back(std::move(entry));
    return {};
  }

  std::vector<std::string> in_bundle(const std::vector<fs::path>& parts) const {
    std::vector<std::string> names;
    for (const fs::path& part : parts)
      names.push_back(part.lexically_relative(bundle_).generic_string());
    return names;
  }

  Status seal_whole(std::size_t number, const logs::LogFile& file,
                    const Digest& secret, LogCommitment& entry) {
    const fs::path sealed = bundle_ / kSealedFolder;
    if (auto made = make_dirs(sealed); !made) return made;
    const std::string stem = fmt::format("log-{}", number);
    EnvelopeWriter whole(sealed / stem, *order_.whole_to);
    std::ifstream in(file.path, std::ios::binary);
    std::string piece(kSealPiece, '\0');
    Sha256 digest;
    while (in.read(piece.data(), kSealPiece) || in.gcount() > 0) {
      const std::string_view bytes(piece.data(),
                                   static_cast<std::size_t>(in.gcount()));
      digest.update(bytes);
      if (auto kept = whole.write(bytes); !kept) return kept;
    }
    if (in.bad() || digest.finish() != file.file_digest)
      return fail(ErrorKind::io, "the log changed while it was sealed",
                  file.path.string());
    auto parts = whole.finish();
    if (!parts) return pass(parts);
    EnvelopeWriter key(sealed / (stem + "-secret"), *order_.whole_to);
    if (auto kept = key.write(secret.hex() + "\n"); !kept) return kept;
    auto secret_parts = key.finish();
    if (!secret_parts) return pass(secret_parts);
    entry.sealed = in_bundle(*parts);
    entry.sealed_secret = in_bundle(*secret_parts);
    return note_sealed(file);
  }

  Status note_sealed(const logs::LogFile& file) {
    std::string to;
    for (const std::string& recipient : list_.recipients)
      to += (to.empty() ? "" : ", ") + recipient;
    return case_.custody(
        {.action = "export",
         .item = "logs/" + file.path.filename().string(),
         .digest = file.file_digest.labelled(),
         .reason = "the whole log, sealed into a bundle " +
                   (to.empty() ? "by a passphrase" : "to the key " + to)});
  }

  Case& case_;
  const fs::path& bundle_;
  const std::vector<audit::Finding>& findings_;
  const LogOrder& order_;
  CommitmentList list_;
  LogsWritten result_;
};

}  // namespace

Result<LogsWritten> write_commitments(
    Case& the_case, const fs::path& bundle,
    const std::vector<audit::Finding>& findings,
    const std::vector<logs::LogFile>& files, const LogOrder& order) {
  if (auto made = make_dirs(bundle / kLogFolder); !made) return pass(made);
  LogCommitter committer(the_case, bundle, findings, order);
  for (std::size_t i = 0; i < files.size(); ++i)
    if (auto added = committer.add(files[i], i + 1); !added) return pass(added);
  return committer.finish();
}

}  // namespace veto::reports
