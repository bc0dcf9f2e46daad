// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/check_findings.h"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "audit/finding.h"
#include "audit/logs/pack_write.h"
#include "base/bounded_json.h"
#include "reports/bundle/full_edition.h"
#include "reports/edition/policy.h"

namespace veto::reports {
namespace {

using audit::Finding;
using nlohmann::json;

constexpr std::string_view kPacksFolder = "data/30-packs/";
constexpr std::size_t kMaxFindingProblems = 100;
constexpr std::size_t kReadPiece = 65536;

// The next line, without its end; nothing at the end of the file. `fits` turns
// false where it is longer than is read, or no line feed ends it.
std::optional<std::string> next_line(std::istream& in, bool& fits) {
  std::string line;
  std::string piece(kReadPiece, '\0');
  while (fits && in.getline(piece.data(), kReadPiece).gcount() > 0) {
    // Without its end, which is counted where there is one.
    const auto got = static_cast<std::size_t>(in.gcount());
    const bool full = in.fail();
    const bool ended = !full && !in.eof();
    line.append(piece, 0, ended ? got - 1 : got);
    if (ended) return line;
    fits = full && line.size() <= kMaxFindingLine;
    if (full) in.clear();
  }
  return fits ? std::nullopt : std::optional(line);
}

class FindingsCheck {
 public:
  FindingsCheck(const WalkedBundle& bundle, std::vector<Problem>& problems)
      : bundle_(bundle), problems_(problems) {}

  void run(std::istream& in, std::stop_token stop) {
    bool fits = true;
    while (const auto text = next_line(in, fits)) {
      if (stop.stop_requested()) return;
      ++number_;
      if (!fits)
        return at_line("is longer than a finding may be, or does not end");
      if (found_ > kMaxFindingProblems) return;
      line(*text);
    }
    if (found_ == 0) counts();
    if (found_ == 0) packs();
  }

 private:
  void problem(std::string file, std::string detail) {
    if (++found_ > kMaxFindingProblems) detail = "and more of these";
    problems_.push_back({"finding", std::move(file), std::move(detail)});
  }

  void at_line(std::string detail) {
    problem(fmt::format("{}:{}", kFindingsFile, number_), std::move(detail));
  }

  void line(const std::string& text) {
    bool too_deep = false;
    const auto stated =
        parse_bounded_json<json>(text, kMaxFindingDepth, too_deep);
    const auto finding = audit::finding_from_json(stated);
    if (!finding) return at_line("is no finding");
    // No name twice, nothing between.
    if (stated.dump(-1, ' ', false, json::error_handler_t::replace) != text)
      return at_line("is not in the form that findings are written in");
    derived(stated, *finding);
    order(*finding);
    const bool withdrawn = stated.contains("withdrawn");
    summary(*finding, withdrawn);
    if (withdrawn)
      ++withdrawn_;
    else
      ++by_code_[finding->code];
    packs_.insert(logs::pack_folder(*finding));
  }

  // What follows from the rest of the line.
  void derived(const json& stated, const Finding& finding) {
    const json again = audit::to_json(finding);
    for (const auto& [name, value] : again.items())
      if (stated.contains(name) && stated[name] != value)
        at_line(fmt::format("says {} that does not follow from the rest of it",
                            name));
    if (!is_confidential()) return;
    Finding sealed = finding;
    sealed.seal_id();
    if (sealed.id != finding.id)
      at_line("has an id that is not of its code, subject and evidence");
  }

  // A lesser edition has names of its own in the place of what makes an id.
  bool is_confidential() const {
    const std::string named = bundle_.says(kEditionLabel);
    return !is_blamed(problems_, "bag-info.txt") &&
           (named.empty() || named == to_string(EditionKind::confidential)) &&
           !(bundle_.summary && bundle_.summary->edition);
  }

  void order(const Finding& finding) {
    std::pair here(finding.code, finding.id);
    if (number_ > 1 && here <= last_)
      at_line("stands twice, or not in its order");
    last_ = std::move(here);
  }

  const FindingsListed* listed() const {
    return bundle_.summary && bundle_.summary->findings
               ? &*bundle_.summary->findings
               : nullptr;
  }

  void summary(const Finding& finding, bool withdrawn) {
    if (!listed() || found_ > 0) return;
    const ListedFinding here{
        finding.id, finding.code, std::string(to_string(finding.identity)),
        static_cast<std::uint64_t>(finding.grade.value()), withdrawn};
    const auto& list = listed()->list;
    if (number_ > list.size() || list[number_ - 1] != here.digest())
      at_line(fmt::format(
          "is not, by id, code, identity and grade, what {} lists there",
          kSummaryFile));
  }

  void counts() {
    if (!bundle_.summary) return;
    if (!listed())
      problem(std::string(kSummaryFile), "does not list the findings");
    else if (listed()->list.size() != number_)
      problem(std::string(kFindingsFile),
              fmt::format("has {} findings, {} lists {}", number_, kSummaryFile,
                          listed()->list.size()));
    else if (listed()->by_code != by_code_ || listed()->withdrawn != withdrawn_)
      problem(std::string(kSummaryFile),
              fmt::format("counts the findings otherwise than {} has them",
                          kFindingsFile));
  }

  void packs() {
    std::string_view told;
    for (auto at = bundle_.files.lower_bound(std::string(kPacksFolder));
         at != bundle_.files.end() && at->first.starts_with(kPacksFolder);
         ++at) {
      const std::string_view below =
          std::string_view(at->first).substr(kPacksFolder.size());
      const std::string_view pack = below.substr(0, below.find('/'));
      if (pack == told || is_blamed(problems_, at->first) ||
          (pack != below && packs_.contains(pack)))
        continue;
      told = pack;
      problem(at->first,
              fmt::format("is in no pack of a finding in {}", kFindingsFile));
    }
  }

  const WalkedBundle& bundle_;
  std::vector<Problem>& problems_;
  std::size_t number_ = 0;  // of the line
  std::size_t found_ = 0;   // problems
  std::pair<std::string, std::string> last_;
  std::map<std::string, std::uint64_t> by_code_;
  std::uint64_t withdrawn_ = 0;
  std::set<std::string, std::less<>> packs_;
};

}  // namespace

void check_findings(const WalkedBundle& bundle, std::stop_token stop,
                    std::vector<Problem>& problems) {
  if (!bundle.has(kFindingsFile) || is_blamed(problems, kFindingsFile)) return;
  std::ifstream in(bundle.dir / kFindingsFile, std::ios::binary);
  check_findings_in(in, bundle, std::move(stop), problems);
}

void check_findings_in(std::istream& in, const WalkedBundle& bundle,
                       std::stop_token stop, std::vector<Problem>& problems) {
  FindingsCheck(bundle, problems).run(in, std::move(stop));
}

}  // namespace veto::reports
