// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/check_commitments.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "audit/logs/line_proof.h"
#include "base/bounded_json.h"
#include "base/file.h"
#include "reports/bundle/commitment_list.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxProofs = 1'000'000;  // of one log
constexpr std::size_t kMaxIndexRow = 1u << 20;
constexpr int kIndexDepth = 4;
constexpr std::size_t kMostProofFaults = 100;  // of one file are told
constexpr std::string_view kIndexName = "index.jsonl";
constexpr std::string_view kProofsEnd = ".proofs.jsonl";

// The rows of a file, each at most so long.
class Rows {
 public:
  Rows(const fs::path& path, std::size_t longest)
      : in_(path, std::ios::binary), buffer_(longest + 1, '\0') {}

  enum class Next { row, end, fault };
  Next next(std::string_view& row) {
    in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    const auto size = static_cast<std::size_t>(in_.gcount());
    if (size == 0) return in_.eof() ? Next::end : Next::fault;
    // Too long, or not ended by a line feed.
    if (in_.fail() || in_.eof()) return Next::fault;
    row = std::string_view(buffer_).substr(0, size - 1);
    return Next::row;
  }

 private:
  std::ifstream in_;
  std::string buffer_;
};

// Offset in the log, offset in the excerpt, length.
using ShownPlace = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;

class CommitmentCheck {
 public:
  CommitmentCheck(const WalkedBundle& bundle, std::vector<Problem>& problems)
      : bundle_(bundle), problems_(problems) {}

  void run() {
    const std::string path = in_folder(kCommitmentsName);
    // Where one was altered, what others make of it is no fault of theirs.
    if (is_blamed(problems_, path)) return;
    if (!bundle_.has(path)) return no_proofs_but({});
    auto text = read_file(bundle_.dir / path, kMaxCommitments);
    if (!text) return problem(path, text.error().what);
    const auto list = parse_commitments(*text);
    if (!list) return problem(path, list.error().what);
    std::set<std::string> known;
    for (const LogCommitment& log : list->logs) {
      if (!known.insert(in_folder(proofs_name(log.stream))).second)
        problem(path, "lists a log twice");
      else
        check_log(log);
    }
    no_proofs_but(known);
    check_index();
  }

 private:
  static std::string in_folder(std::string_view name) {
    return std::string(kLogFolder) + std::string(name);
  }

  void problem(const std::string& file, std::string detail) {
    problems_.push_back({"commitment", file, std::move(detail)});
  }

  void no_proofs_but(const std::set<std::string>& known) {
    for (const auto& [path, digests] : bundle_.files)
      if (path.starts_with(kLogFolder) && path.ends_with(kProofsEnd) &&
          !known.contains(path))
        problem(path, "proofs of a log that no root stands for");
  }

  bool is_there(const std::string& path) {
    if (bundle_.has(path)) return true;
    problem(path, "missing");
    return false;
  }

  void check_log(const LogCommitment& log) {
    for (const auto& parts : {log.sealed, log.sealed_secret})
      for (const std::string& part : parts) is_there(part);
    const std::string excerpt = in_folder(excerpt_name(log.stream));
    const std::string proofs = in_folder(proofs_name(log.stream));
    // Each is told where it is missing.
    const bool has_excerpt = is_there(excerpt);
    const bool has_proofs = is_there(proofs);
    if (!has_excerpt || !has_proofs || is_blamed(problems_, excerpt)) return;
    check_proofs(log, excerpt, proofs);
  }

  void check_proofs(const LogCommitment& log, const std::string& excerpt,
                    const std::string& proofs) {
    std::ifstream bytes(bundle_.dir / excerpt, std::ios::binary);
    Rows rows(bundle_.dir / proofs, logs::kMaxProof);
    auto& shown = shown_[log.stream];
    std::uint64_t number = 0, at = 0, before = 0;
    std::size_t faults = 0;
    std::string_view row;
    for (auto next = rows.next(row); next != Rows::Next::end;
         next = rows.next(row)) {
      const std::string place = fmt::format("{}:{}", proofs, ++number);
      if (next == Rows::Next::fault || number > kMaxProofs)
        return problem(place, "is too long, or not ended, or one too many");
      const auto proof = logs::parse_proof_row(row);
      const std::string why =
          proof ? fault_of(*proof, log, before, at, bytes) : proof.error().what;
      if (!why.empty()) problem(place, why);
      if (!proof || (!why.empty() && ++faults == kMostProofFaults)) return;
      before = proof->line.line;
      at += proof->line.length + 1;
      shown.emplace(proof->line.offset, proof->excerpt_offset,
                    proof->line.length);
    }
    if (at != bundle_.files.at(excerpt).size)
      problem(excerpt, "has other lines than there are proofs of");
    if (number != log.shown)
      problem(proofs, fmt::format("has {} proofs, not {}", number, log.shown));
  }

  static std::string fault_of(const logs::LineProof& proof,
                              const LogCommitment& log, std::uint64_t before,
                              std::uint64_t at, std::ifstream& bytes) {
    const logs::ShownLine& shown = proof.line;
    if (shown.line <= before) return "is not in the order of the log";
    if (proof.excerpt_offset != at)
      return "is not about the next line of the excerpt";
    std::string line(shown.length + 1, '\0');
    bytes.seekg(static_cast<std::streamoff>(at));
    if (!bytes.read(line.data(), static_cast<std::streamsize>(line.size())))
      return bytes.clear(), "is about a line that is not in the excerpt";
    if (line.back() != '\n') return "is about a line of another length";
    line.pop_back();
    const auto root = merkle_root(logs::line_leaf(shown.salt, line),
                                  shown.line - 1, log.lines, shown.path);
    if (root != log.root)
      return fmt::format("does not show that line {} of the log is this one",
                         shown.line);
    return {};
  }

  // Evidence of a log that has a root must be among the lines with proofs.
  void check_index() {
    const std::string path = in_folder(kIndexName);
    if (!bundle_.has(path)) return;
    Rows rows(bundle_.dir / path, kMaxIndexRow);
    std::uint64_t number = 0;
    std::string_view row;
    for (auto next = rows.next(row); next != Rows::Next::end;
         next = rows.next(row)) {
      const std::string place = fmt::format("{}:{}", path, ++number);
      if (next == Rows::Next::fault)
        return problem(place, "is too long, or not ended");
      if (!is_proven(row))
        return problem(place, "names a line that no proof is about");
    }
  }

  bool is_proven(std::string_view row) const {
    bool too_deep = false;
    const json entry = parse_bounded_json<json>(row, kIndexDepth, too_deep);
    if (!entry.is_object()) return false;
    const auto number = [&](const char* name) {
      const auto at = entry.find(name);
      return at != entry.end() && at->is_number_unsigned()
                 ? at->get<std::uint64_t>()
                 : ~std::uint64_t{0};
    };
    const auto stream = entry.find("stream_sha256");
    if (stream == entry.end() || !stream->is_string()) return false;
    const auto shown = shown_.find(stream->get_ref<const std::string&>());
    return shown == shown_.end() ||
           shown->second.contains(
               {number("offset"), number("excerpt_offset"), number("length")});
  }

  const WalkedBundle& bundle_;
  std::vector<Problem>& problems_;
  std::map<std::string, std::set<ShownPlace>> shown_;  // by the log's name
};

}  // namespace

void check_commitments(const WalkedBundle& bundle,
                       std::vector<Problem>& problems) {
  CommitmentCheck(bundle, problems).run();
}

}  // namespace veto::reports
