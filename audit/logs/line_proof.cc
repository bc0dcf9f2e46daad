// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/line_proof.h"

#include <nlohmann/json.hpp>

#include "audit/logs/disclosure.h"
#include "base/bounded_json.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxSteps = 64;
constexpr int kProofDepth = 2;

std::unexpected<Error> bad_proof(std::string why) {
  return fail(ErrorKind::damaged, std::move(why));
}

bool read_number(const json& row, const char* name, std::uint64_t& number) {
  const auto at = row.find(name);
  if (at == row.end() || !at->is_number_unsigned()) return false;
  number = at->get<std::uint64_t>();
  return true;
}

// Hexadecimal digits alone.
bool read_plain_digest(const json& value, std::size_t from, Digest& digest) {
  if (!value.is_string()) return false;
  const std::string_view text =
      std::string_view(value.get_ref<const std::string&>()).substr(from);
  const auto read = Digest::parse(text);
  if (!read || read->hex() != text) return false;
  digest = *read;
  return true;
}

bool read_step(const json& value, MerkleStep& step) {
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    return false;
  const char side = value.get_ref<const std::string&>().front();
  step.left = side == 'L';
  return (step.left || side == 'R') &&
         read_plain_digest(value, 1, step.sibling);
}

bool read_path(const json& row, MerklePath& path) {
  const auto steps = row.find("path");
  if (steps == row.end() || !steps->is_array() || steps->size() > kMaxSteps)
    return false;
  for (const json& value : *steps)
    if (!read_step(value, path.emplace_back())) return false;
  return true;
}

bool read_reasons(const json& row, unsigned& why) {
  const auto names = row.find("why");
  if (names == row.end() || !names->is_array()) return false;
  for (const json& name : *names)
    if (name.is_string())
      why |= reason_named(name.get_ref<const std::string&>());
  return json(reasons_to_show(why)) == *names && why != 0;
}

}  // namespace

std::string proof_row(const LineProof& proof) {
  json path = json::array();
  for (const MerkleStep& step : proof.line.path)
    path.push_back((step.left ? "L" : "R") + step.sibling.hex());
  return json{{"line", proof.line.line},
              {"offset", proof.line.offset},
              {"length", proof.line.length},
              {"excerpt_offset", proof.excerpt_offset},
              {"salt", proof.line.salt.hex()},
              {"path", std::move(path)},
              {"why", reasons_to_show(proof.line.why)}}
      .dump();
}

Result<LineProof> parse_proof_row(std::string_view row) {
  if (row.size() > kMaxProof) return bad_proof("is too long");
  bool too_deep = false;
  const json read = parse_bounded_json<json>(row, kProofDepth, too_deep);
  if (!read.is_object()) return bad_proof("is no JSON object");
  LineProof proof;
  ShownLine& line = proof.line;
  if (!read_number(read, "line", line.line) || line.line == 0 ||
      !read_number(read, "offset", line.offset) ||
      !read_number(read, "length", line.length) ||
      line.length > LineReader::kMaxLine ||
      !read_number(read, "excerpt_offset", proof.excerpt_offset))
    return bad_proof("does not say which line it is of");
  const auto salt = read.find("salt");
  if (salt == read.end() || !read_plain_digest(*salt, 0, line.salt))
    return bad_proof("has no salt of 64 hexadecimal digits");
  if (!read_path(read, line.path))
    return bad_proof("has no path of at most 64 digests");
  if (!read_reasons(read, line.why))
    return bad_proof("does not say why the line is shown");
  if (proof_row(proof) != row) return bad_proof("is not written as proofs are");
  return proof;
}

}  // namespace veto::logs
