// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/summary_facts.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxSummaryFile = 512u << 20;
constexpr int kMaxSummaryDepth = 64;
constexpr std::size_t kMaxLeftOut = 1000;
constexpr std::size_t kMaxCodes = 1000;

// A summary may be long: no tree is made of it. Each function returns whether
// to go on.
class SummaryReader : public nlohmann::json_sax<json> {
 public:
  SummaryFacts take() { return std::move(facts_); }

  bool null() override { return depth_ > 0; }
  bool boolean(bool value) override {
    if (is_in_list() && key_ == "withdrawn") listed_.withdrawn = value;
    return other();
  }
  bool number_integer(number_integer_t) override { return other(); }
  bool number_float(number_float_t, const string_t&) override {
    return other();
  }
  bool binary(binary_t&) override { return other(); }

  bool number_unsigned(number_unsigned_t value) override {
    if (is_at(2, "custody", "events")) facts_.events = value;
    if (is_at(4, "edition", "count") && facts_.left_out.size() < kMaxLeftOut)
      facts_.left_out.push_back(value);
    if (is_in_list() && key_ == "grade") listed_.grade = value;
    if (part_ == "findings" && facts_.findings) count(value, *facts_.findings);
    return other();
  }

  bool string(string_t& value) override {
    if (is_in_list()) {
      if (key_ == "id") listed_.id = value;
      if (key_ == "code") listed_.code = value;
      if (key_ == "identity") listed_.identity = value;
    }
    if (is_at(2, "custody", "head")) facts_.custody_head = value;
    if (!is_at(2, "edition", "name")) return other();
    facts_.edition = value;
    return true;
  }

  bool start_object(std::size_t) override {
    if (depth_ == 1 && part_ == "edition") facts_.edition = "";
    if (depth_ == 1 && part_ == "findings") facts_.findings.emplace();
    if (++depth_ == 4) listed_ = {};
    return depth_ <= kMaxSummaryDepth;
  }
  bool start_array(std::size_t) override {
    return other() && ++depth_ <= kMaxSummaryDepth;
  }
  bool end_object() override {
    if (is_in_list()) facts_.findings->list.push_back(listed_.digest());
    return left();
  }
  bool end_array() override { return left(); }

  bool key(string_t& name) override {
    (depth_ == 1 ? part_ : key_) = name;
    if (depth_ <= 2) member_ = depth_ == 2 ? name : "";
    return true;
  }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool is_at(int depth, std::string_view part, std::string_view key) const {
    return depth_ == depth && part_ == part && key_ == key;
  }
  // In an object that lists a finding.
  bool is_in_list() const {
    return depth_ == 4 && part_ == "findings" && member_ == "list" &&
           facts_.findings;
  }
  void count(std::uint64_t value, FindingsListed& findings) const {
    if (depth_ == 2 && key_ == "withdrawn") findings.withdrawn = value;
    if (depth_ == 3 && member_ == "by_code" &&
        findings.by_code.size() < kMaxCodes)
      findings.by_code[key_] = value;
  }
  // A value of no interest; the whole must be an object, and an edition that is
  // none is one without a name.
  bool other() {
    if (depth_ == 1 && part_ == "edition") facts_.edition = "";
    return depth_ > 0;
  }
  bool left() {
    --depth_;
    key_.clear();
    return true;
  }

  SummaryFacts facts_;
  int depth_ = 0;
  std::string part_;    // the member of the whole that this is in
  std::string member_;  // and of that one
  std::string key_;     // the last within it
  ListedFinding listed_;
};

}  // namespace

Digest ListedFinding::digest() const {
  return sha256(json({id, code, identity, grade, withdrawn})
                    .dump(-1, ' ', false, json::error_handler_t::replace));
}

std::optional<SummaryFacts> read_summary_facts(std::istream& in) {
  SummaryReader reader;
  if (!json::sax_parse(in, &reader)) return std::nullopt;
  return reader.take();
}

std::optional<SummaryFacts> summary_facts_of(
    const std::filesystem::path& dir,
    const std::map<std::string, FileDigests>& files,
    std::vector<Problem>& problems) {
  const auto at = files.find(std::string(kSummaryFile));
  if (at == files.end() || is_blamed(problems, kSummaryFile))
    return std::nullopt;
  std::ifstream in(dir / kSummaryFile, std::ios::binary);
  auto facts = at->second.size <= kMaxSummaryFile ? read_summary_facts(in)
                                                  : std::nullopt;
  if (!facts)
    problems.push_back(
        {"edition", std::string(kSummaryFile), "is no summary of a report"});
  return facts;
}

}  // namespace veto::reports
