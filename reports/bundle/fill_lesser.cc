// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/commitment_list.h"
#include "reports/bundle/edition_text.h"
#include "reports/bundle/environment.h"
#include "reports/bundle/fill.h"
#include "reports/bundle/identity_files.h"
#include "reports/edition/lessen.h"
#include "reports/edition/notices.h"
#include "reports/html/render_html.h"
#include "reports/summary_json.h"
#include "reports/texts/texts.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string pretty(const json& document) {
  return document.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

constexpr const char* kIdentities = "data/05-identities";
constexpr const char* kAnswers = "data/05-identities/dns.jsonl";
constexpr std::uint64_t kMaxAnswers = 1u << 30;

// What a folder holds; 0 where there is none.
std::uint64_t entries_in(const fs::path& dir) {
  std::error_code code;
  fs::directory_iterator at(dir, code);
  return code ? 0 : static_cast<std::uint64_t>(std::distance(at, {}));
}

// Operators' lists and keys, beside what says where they came from and what the
// DNS answered (identity_files.h).
std::uint64_t lists_in(const fs::path& dir) {
  std::error_code code;
  std::uint64_t others = 0;
  for (const char* name : {"manifest.jsonl", "dns.jsonl"})
    others += fs::exists(dir / name, code) ? 1 : 0;
  return entries_in(dir) - others;
}

// Errors: io, too_large. 0 where there is no such file.
Result<std::uint64_t> lines_in(const fs::path& path) {
  std::error_code code;
  if (!fs::exists(path, code)) return 0;
  auto text = read_file(path, kMaxAnswers);
  if (!text) return pass(text);
  return static_cast<std::uint64_t>(std::ranges::count(*text, '\n'));
}

std::vector<NamedOperator> named(const ReportData& data) {
  return named_operators(data.findings,
                         data.logs ? data.logs->clients : Clients());
}

class LesserFiller {
 public:
  LesserFiller(const Material& m, const FullEdition& full, Lessened lessened,
               std::vector<Notice> notices, const Texts& texts,
               Aliases& aliases)
      : m_(m),
        full_(full),
        lessened_(std::move(lessened)),
        notices_(std::move(notices)),
        texts_(texts),
        aliases_(aliases) {}

  Result<CaptureFiles> run(const SigningKey* key, const LogOrder& logs,
                           std::vector<Error>& notes) {
    auto captures =
        write_capture_files(m_.the_case, m_.run.id, capture_places(m_),
                            m_.captures, policy_of(m_.edition.kind), key);
    if (!captures) return captures;
    if (captures->edition) left("requests", captures->edition->requests);
    if (auto s = show_lines(logs, notes); !s) return pass(s);
    if (auto s = write_identity_files(m_.the_case, lessened_.data.findings,
                                      m_.dir / kIdentities);
        !s)
      return pass(s);
    if (auto s = count_files(); !s) return pass(s);
    for (auto write : {&LesserFiller::report, &LesserFiller::environment,
                       &LesserFiller::custody, &LesserFiller::about})
      if (auto s = (this->*write)(); !s) return pass(s);
    return captures;
  }

 private:
  void left(const char* id, std::uint64_t count) {
    if (count > 0) lessened_.data.edition->left_out.push_back({id, count});
  }

  Status show_lines(LogOrder logs, std::vector<Error>& notes) {
    logs.aliases = &aliases_;
    auto shown = write_logs(m_, lessened_.disclosed, logs, notes);
    if (!shown) return pass(shown);
    const auto whole = read_commitments(full_.dir);
    if (!whole) return std::unexpected(whole.error());
    std::uint64_t in_full = 0, accounted = *shown;
    // Each line is counted once: here, or among those that findings rest on.
    for (const LogCommitment& log : whole->logs) {
      in_full += log.shown;
      const std::string name = aliases_.of_hex(log.stream);
      for (const auto* refs : {&lessened_.mixed_lines, &lessened_.hidden_lines})
        accounted += static_cast<std::uint64_t>(std::ranges::count_if(
            *refs,
            [&](const std::string& ref) { return ref.starts_with(name); }));
    }
    left("log_lines_shown", in_full - std::min(in_full, accounted));
    return {};
  }

  // Of the confidential edition, what this one lacks.
  Status count_files() {
    auto answers = lines_in(full_.dir / kAnswers);
    if (!answers) return pass(answers);
    auto here = lines_in(m_.dir / kAnswers);
    if (!here) return pass(here);
    left("dns", *answers - std::min(*answers, *here));
    const std::uint64_t lists = lists_in(full_.dir / kIdentities);
    left("lists", lists - std::min(lists, lists_in(m_.dir / kIdentities)));
    left("packs", entries_in(full_.dir / "data/30-packs"));
    left("originals", entries_in(full_.dir / kSealedFolder));
    left("custody", m_.the_case.custody_events());
    std::error_code code;
    left("settings",
         fs::exists(full_.dir / "data/15-environment/veto.toml", code) ? 1 : 0);
    left("user", 3);
    return {};
  }

  Status write(const fs::path& path, const std::string& text) const {
    return write_file_atomic(path, aliases_.spelled(text));
  }

  Status report() {
    const fs::path dir = m_.dir / "data/00-report";
    const fs::path findings = m_.dir / "data/20-findings";
    for (const fs::path& folder : {dir, findings})
      if (auto made = make_dirs(folder); !made) return made;
    auto html = render_html(lessened_.data, texts_);
    if (!html) return pass(html);
    summary_ = summary_json(lessened_.data, texts_);
    const std::pair<fs::path, std::string> files[] = {
        {dir / "report.html", *std::move(html)},
        {dir / "summary.json", pretty(summary_)},
        {findings / "findings.jsonl", findings_jsonl(lessened_.data)}};
    for (const auto& [path, text] : files)
      if (auto s = write(path, text); !s) return s;
    return write_robots_texts(findings / "robots",
                              robots_versions(lessened_.data));
  }

  Status environment() {
    const fs::path dir = m_.dir / "data/15-environment";
    if (auto made = make_dirs(dir); !made) return made;
    return write(dir / "environment.json",
                 pretty(lesser_environment_json(
                     m_.run, m_.the_case.clock().now(), summary_)));
  }

  Status custody() {
    const fs::path path = m_.dir / kCustodyHeadPath;
    if (auto made = make_dirs(path.parent_path()); !made) return made;
    return write_file_atomic(
        path, pretty({{"schema", "veto.custody-head/1"},
                      {"events", m_.the_case.custody_events()},
                      {"head", m_.the_case.custody_head().hex()}}));
  }

  Status about() {
    return write_file_atomic(
        m_.dir / kEditionText,
        edition_text({.note = *lessened_.data.edition,
                      .full_sha256 = full_.tagmanifest_sha256,
                      .named = named(lessened_.data),
                      .notices = notices_,
                      .now = m_.the_case.clock().now()},
                     texts_));
  }

  const Material& m_;
  const FullEdition& full_;
  Lessened lessened_;
  std::vector<Notice> notices_;
  const Texts& texts_;
  Aliases& aliases_;
  json summary_;
};

// What the edition's names stand for: the case's alone.
Status keep_aliases(const Material& m, const Aliases& aliases) {
  return write_file_atomic(m.unfinished.aliases(), aliases.lines(), 0600);
}

}  // namespace

Result<CaptureFiles> fill_lesser(const Material& m, const FullEdition& full,
                                 const SigningKey* key, const LogOrder& logs,
                                 std::vector<Error>& notes) {
  auto data = gather(m.the_case, m.run.id, *m.edition.of_run, m.edition.sinks);
  if (!data) return pass(data);
  std::vector<Notice> notices;
  if (m.edition.kind == EditionKind::publishable) {
    auto kept = load_notices(m.the_case);
    if (!kept) return pass(kept);
    notices = *std::move(kept);
    if (auto s = check_told(named(*data), notices, m.the_case.clock().now());
        !s)
      return pass(s);
  }
  auto texts = Texts::load(*m.edition.of_run->language);
  if (!texts) return pass(texts);
  auto aliases = Aliases::draw();
  if (!aliases) return pass(aliases);
  Lessened lessened = lessen(*std::move(data), m.edition.kind, *aliases);
  if (auto s = keep_aliases(m, *aliases); !s) return pass(s);
  return LesserFiller(m, full, std::move(lessened), std::move(notices), *texts,
                      *aliases)
      .run(key, logs, notes);
}

}  // namespace veto::reports
