// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/check_edition.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/bounded_json.h"
#include "base/digest.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/capture_files.h"
#include "reports/bundle/check_findings.h"
#include "reports/bundle/edition_text.h"
#include "reports/bundle/finish.h"
#include "reports/bundle/full_edition.h"
#include "reports/edition/policy.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kInfoFile = "bag-info.txt";
constexpr std::string_view kSealedList = "data/90-sealed/sealed.json";
constexpr std::string_view kSealedOriginals = "data/90-sealed/originals.p7m";
constexpr std::uint64_t kMaxEditionText = 1u << 20;
constexpr std::size_t kMaxFirstLine = 1u << 16;
constexpr int kFirstLineDepth = 4;

enum class Presence { must, may, never };

struct Part {
  std::string_view path;  // "/" at the end: any file below
  Presence confidential;
  Presence lesser;
};

constexpr Part kParts[] = {
    {"VERIFY.txt", Presence::must, Presence::must},
    {kEditionText, Presence::never, Presence::must},
    {"data/00-report/report.html", Presence::must, Presence::must},
    {kSummaryFile, Presence::must, Presence::must},
    {"data/15-environment/environment.json", Presence::must, Presence::must},
    {"data/15-environment/veto.toml", Presence::may, Presence::never},
    {kFindingsFile, Presence::must, Presence::must},
    {"data/25-logs/commitments.json", Presence::must, Presence::must},
    {"data/30-packs/", Presence::may, Presence::never},
    {kCustodyPath, Presence::must, Presence::never},
    {kCustodyHeadPath, Presence::never, Presence::must},
    {"data/90-sealed/", Presence::may, Presence::never},
};

// Where the next line begins that has this number in front; npos for none.
std::size_t after_count(std::string_view text, std::size_t from,
                        std::uint64_t count) {
  const std::string number = std::to_string(count) + ' ';
  while (from < text.size()) {
    const auto end = std::min(text.find('\n', from), text.size());
    const auto front = text.find_first_not_of(' ', from);
    if (front < end && text.substr(front).starts_with(number)) return end + 1;
    from = end + 1;
  }
  return std::string_view::npos;
}

class EditionCheck {
 public:
  EditionCheck(const WalkedBundle& bundle, std::vector<Problem>& problems)
      : bundle_(bundle), problems_(problems) {}

  void run() {
    if (is_blamed(problems_, kInfoFile)) return;
    const std::string named = bundle_.says(kEditionLabel);
    const auto kind =
        bundle_.info.contains(std::string(kEditionLabel))
            ? edition_named(named)
            : std::optional<EditionKind>(EditionKind::confidential);
    if (!kind)
      return problem("edition", kInfoFile,
                     fmt::format("{} is {}, which there is none of",
                                 kEditionLabel, named));
    kind_ = *kind;
    summary();
    labels();
    parts();
    robots_names();
    captures();
    if (is_lesser(kind_)) text();
  }

 private:
  std::string_view name() const { return to_string(kind_); }
  std::string whose() const { return fmt::format("a {} edition", name()); }

  void problem(std::string what, std::string_view file, std::string detail) {
    problems_.push_back(
        {std::move(what), std::string(file), std::move(detail)});
  }

  bool has(std::string_view path) const { return bundle_.has(path); }

  // A file that is as the lists say.
  bool is_sound(std::string_view path) const {
    return has(path) && !is_blamed(problems_, path);
  }

  void expect(std::string_view path, Presence presence,
              const std::string& who) {
    if (is_blamed(problems_, path)) return;
    if (presence == Presence::must && !has(path))
      problem("missing", path, who + " has it");
    if (presence == Presence::never && has(path))
      problem("edition", path, who + " has none");
  }

  // The first of a folder's files that is not told of already.
  std::string_view some_file_in(std::string_view folder) const {
    for (auto at = bundle_.files.lower_bound(std::string(folder));
         at != bundle_.files.end() && at->first.starts_with(folder); ++at)
      if (!is_blamed(problems_, at->first)) return at->first;
    return {};
  }

  void summary() {
    if (!bundle_.summary) return;
    const std::string confidential(to_string(EditionKind::confidential));
    const std::string says = bundle_.summary->edition.value_or(confidential);
    if (says != name())
      problem("edition", kSummaryFile,
              fmt::format("says that the edition is {}, {} that it is {}", says,
                          kInfoFile, name()));
  }

  void no_label(std::string_view label) {
    if (bundle_.info.contains(std::string(label)))
      problem("edition", kInfoFile,
              fmt::format("{} has no {}", whose(), label));
  }

  void labels() {
    if (!is_lesser(kind_)) return no_label(kFullEditionLabel);
    const auto full = bundle_.says(kFullEditionLabel);
    const auto digest = Digest::parse(full);
    if (!digest || digest->hex() != full)
      problem("edition", kInfoFile,
              fmt::format("{} is no SHA-256", kFullEditionLabel));
    no_label("Internal-Sender-Identifier");
    const auto originals = bundle_.says(kOriginalsLabel);
    if (originals != kOriginalsKept)
      problem("edition", kInfoFile,
              fmt::format("{} is {}; of {} they are {}", kOriginalsLabel,
                          originals, whose(), kOriginalsKept));
  }

  void parts() {
    for (const Part& part : kParts) {
      const Presence presence =
          is_lesser(kind_) ? part.lesser : part.confidential;
      if (!part.path.ends_with('/'))
        expect(part.path, presence, whose());
      else if (const auto file = some_file_in(part.path); !file.empty())
        expect(file, presence, whose());
    }
  }

  // A version of robots.txt is called after its digest.
  void robots_names() {
    constexpr std::string_view kFolder = "data/20-findings/robots/";
    constexpr std::string_view kEnd = ".txt";
    for (auto at = bundle_.files.lower_bound(std::string(kFolder));
         at != bundle_.files.end() && at->first.starts_with(kFolder); ++at) {
      std::string_view name =
          std::string_view(at->first).substr(kFolder.size());
      if (!name.ends_with(kEnd) || is_blamed(problems_, at->first)) continue;
      name.remove_suffix(kEnd.size());
      if (!at->second.sha256.starts_with(name))
        problem("edition", at->first, "is called after another digest");
    }
  }

  // What must lie beside the captures, by what became of the originals.
  void captures() {
    const auto originals = bundle_.says(kOriginalsLabel);
    if (originals.empty()) return;
    const std::string who =
        fmt::format("a bundle whose originals are {}", originals);
    const bool clear = originals == kOriginalsClear;
    if (clear) {
      expect(kDerivatives, Presence::never, who);
      expect(kSealedList, Presence::never, who);
    }
    if (originals != kOriginalsSealed)
      expect(kSealedOriginals, Presence::never, who);
    if (!has(kCapturesWacz) && is_sound(kDerivatives))
      expect(kCapturesWacz, Presence::must, "a bundle with derivatives");
    if (!has(kCapturesWacz) || clear) return;
    expect(kDerivatives, Presence::must, who);
    if (is_sound(kDerivatives)) own_faces();
    if (is_lesser(kind_)) return;
    expect(kSealedList, Presence::must, who);
    if (originals == kOriginalsSealed)
      expect(kSealedOriginals, Presence::must, who);
  }

  // Whether the user's own faces stayed clear, as in a confidential edition
  // alone.
  void own_faces() {
    std::ifstream in(bundle_.dir / kDerivatives, std::ios::binary);
    std::string line(kMaxFirstLine, '\0');
    in.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(in.gcount()));
    line.resize(std::min(line.find('\n'), line.size()));
    bool too_deep = false;
    const auto head = parse_bounded_json<json>(line, kFirstLineDepth, too_deep);
    const auto clear = head.find("own_faces_clear");
    if (clear == head.end() || !clear->is_boolean())
      problem("edition", kDerivatives, "does not say whose faces are clear");
    else if (clear->get<bool>() == is_lesser(kind_))
      problem("edition", kDerivatives,
              fmt::format("was not made for {}", whose()));
  }

  void text() {
    if (!is_sound(kEditionText)) return;
    const auto text = read_file(bundle_.dir / kEditionText, kMaxEditionText);
    if (!text) return problem("edition", kEditionText, text.error().what);
    // In every language: the first edition that it names is this one.
    const auto first = [&](EditionKind kind) {
      return text->find(to_string(kind));
    };
    const EditionKind other = kind_ == EditionKind::publishable
                                  ? EditionKind::non_confidential
                                  : EditionKind::publishable;
    if (first(kind_) == std::string::npos || first(other) < first(kind_))
      problem("edition", kEditionText, fmt::format("is not about {}", whose()));
    if (!text->contains(bundle_.says(kFullEditionLabel)))
      problem("edition", kEditionText,
              fmt::format("does not name the {} of {}", kFullEditionLabel,
                          kInfoFile));
    if (!bundle_.summary) return;
    std::size_t at = 0;
    for (const std::uint64_t count : bundle_.summary->left_out)
      if (at != std::string_view::npos) at = after_count(*text, at, count);
    if (at == std::string_view::npos)
      problem(
          "edition", kEditionText,
          fmt::format("does not count what {} says is left out", kSummaryFile));
  }

  const WalkedBundle& bundle_;
  std::vector<Problem>& problems_;
  EditionKind kind_ = EditionKind::confidential;
};

}  // namespace

void check_edition(const WalkedBundle& bundle, std::vector<Problem>& problems) {
  EditionCheck(bundle, problems).run();
}

}  // namespace veto::reports
