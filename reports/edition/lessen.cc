// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/lessen.h"

#include <algorithm>
#include <set>
#include <utility>

#include "audit/logs/identity.h"
#include "base/text.h"
#include "reports/edition/client_addresses.h"
#include "reports/edition/drop_unverified.h"
#include "reports/edition/lessen_pictures.h"
#include "reports/edition/log_names.h"
#include "reports/exposures.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

using audit::Evidence;
using audit::Finding;
using nlohmann::json;
using LineOf = ClientAddresses::LineOf;

constexpr std::string_view kMixedLine =
    "; left out: another address than the client's, or a mail address, in it";

// What the DNS calls an address mostly spells it.
constexpr const char* kNameFacts[] = {"reverse_name", "reverse_asked",
                                      "reverse_days"};

class Lessener {
 public:
  Lessener(ReportData data, EditionKind kind, Aliases& aliases)
      : data_(std::move(data)),
        policy_(policy_of(kind)),
        aliases_(aliases),
        addresses_(data_, policy_.unverified_clients) {
    note_.name = to_string(kind);
  }

  Lessened run() {
    gather_harmless();
    auto exposures = exposures_without_words(data_);
    if (policy_.unverified_clients)
      note_.add("addresses", addresses_.shortened());
    else  // Nothing is said of these clients but their number.
      drop_unverified(data_, note_);
    if (!policy_.user) drop_user();
    lessen_pictures(data_, policy_, aliases_, note_);
    if (!policy_.lookup_keys) rename_files();
    lessen_findings();
    if (!policy_.addresses) shorten_clients();
    note_.add("lookup_keys", aliases_.count());
    if (note_.count(kMarksLeftOut) == 0) note_.exposures = std::move(exposures);
    data_.edition = std::move(note_);
    return {std::move(data_), std::move(disclosed_), std::move(hidden_lines_),
            std::move(mixed_lines_)};
  }

 private:
  // Digests by which no picture and no address is found.
  void gather_harmless() {
    for (const auto& [origin, version] : robots_versions(data_))
      harmless_.insert(version->digest.hex());
    if (data_.faces) harmless_.insert(data_.faces->detector.weights_sha256);
    for (const Finding& finding : data_.findings)
      for (const Evidence& item : finding.evidence)
        if (item.kind == "robots" || item.kind == "addresses" ||
            item.kind == "keys")
          harmless_.insert(item.sha256);
  }

  void drop_user() {
    data_.case_name = kNotHere;
    data_.run.command = kNotHere;
    data_.settings.contact.value.clear();
    // Our own crawler tells the user's contact, and where they sit.
    if (data_.logs)
      note_.add("own_visits",
                std::erase_if(data_.logs->clients,
                              [](const auto& c) { return c.own_crawl; }));
  }

  void rename_files() {
    for (auto& source : data_.imports)
      source.digest = aliases_.of(source.digest);
    if (!data_.logs) return;
    for (auto& file : data_.logs->files) {
      const std::string name = log_name_in_edition(file, aliases_);
      log_names_.emplace_back(file.path.filename().string(), name);
      file.path.replace_filename(name);
      file.file_digest = aliases_.of(file.file_digest);
      file.stream_digest = aliases_.of(file.stream_digest);
    }
  }

  // Words that are digests, and addresses.
  std::string lessened_text(const std::string& text) {
    std::string out = policy_.addresses ? text
                      : from_client_
                          ? addresses_.swept_of_client(text, of_verified_)
                          : addresses_.swept(text);
    return policy_.lookup_keys ? out : renamed(out);
  }

  std::string renamed(const std::string& text) {
    std::string out;
    for (std::string_view word : split(text, ' ')) {
      if (!out.empty() || word.data() != text.data()) out += ' ';
      out += harmless_.contains(std::string(word)) ? std::string(word)
                                                   : aliases_.of_hex(word);
    }
    for (const auto& [name, here] : log_names_)
      for (auto at = out.find(name); at != std::string::npos && name != here;
           at = out.find(name, at + here.size()))
        out.replace(at, name.size(), here);
    return out;
  }

  // "<stream digest>#<offset>".
  std::string renamed_ref(const std::string& ref) {
    const auto end = std::min(ref.find('#'), ref.size());
    return aliases_.of_hex(ref.substr(0, end)) + ref.substr(end);
  }

  void lessen_json(json& value) {
    if (value.is_string())
      value = lessened_text(value.get<std::string>());
    else if (value.is_structured())
      for (auto& item : value) lessen_json(item);
  }

  // A line stays where its client is verified and it holds nobody else's
  // address: with its proof it cannot be written anew.
  void lessen_line(const Finding& finding, Evidence& item) {
    if (!policy_.lookup_keys) {
      item.ref = renamed_ref(item.ref);
      item.where = renamed(item.where);
    }
    if (policy_.addresses) return;
    const bool may_show = is_about_verified(finding) && policy_.lines;
    const auto whose =
        addresses_.line_of(item.raw, fact_text(finding, "scraper_id"));
    if (may_show && whose == LineOf::verified) return;
    if (may_show && whose == LineOf::mixed) {
      mixed_lines_.insert(item.ref);
      item.where += kMixedLine;
    } else {
      hidden_lines_.insert(item.ref);
    }
    item.raw.clear();
    item.sha256.clear();  // of a line it could be guessed
  }

  void lessen_evidence(const Finding& finding, Evidence& item) {
    if (item.kind == "log_line") return lessen_line(finding, item);
    // Their lines are about lists, which name no client.
    if (item.kind == "addresses" || item.kind == "keys" || item.kind == "dns")
      return;
    item.where = lessened_text(item.where);
    item.raw = lessened_text(item.raw);
    item.ref = lessened_text(item.ref);
    item.sha256 = lessened_text(item.sha256);
  }

  void lessen_findings() {
    for (Finding& finding : data_.findings) {
      // What a site says of itself, its addresses too, stays as it is.
      from_client_ = is_about_client(finding);
      of_verified_ = is_about_verified(finding);
      if (!policy_.addresses && !is_about_verified(finding)) {
        std::erase_if(finding.evidence,
                      [](const Evidence& item) { return item.kind == "dns"; });
        for (const char* name : kNameFacts) finding.facts.erase(name);
      }
      // Of the address, whatever programs named themselves there.
      if (!policy_.lines) finding.facts.erase("requests");
      for (Evidence& item : finding.evidence) lessen_evidence(finding, item);
      finding.subject = lessened_text(finding.subject);
      for (auto& excuse : finding.excuses)
        excuse.detail = lessened_text(excuse.detail);
      lessen_json(finding.facts);
      if (!policy_.lookup_keys) finding.id = aliases_.of_finding(finding.id);
      if (is_about_verified(finding)) disclose(finding);
    }
    for (const Finding& finding : disclosed_)
      for (const Evidence& item : finding.evidence)
        if (item.kind == "log_line") hidden_lines_.erase(item.ref);
    for (const std::string& ref : mixed_lines_) hidden_lines_.erase(ref);
    note_.add(kLinesLeftOut, hidden_lines_.size());
    note_.add("log_lines_mixed", mixed_lines_.size());
    // By id, as they are stored: it says nothing of their order now.
    std::ranges::sort(data_.findings, {}, [](const Finding& finding) {
      return std::pair(finding.code, finding.id);
    });
  }

  void disclose(Finding finding) {
    std::erase_if(finding.evidence, [](const Evidence& item) {
      return item.kind == "log_line" && item.sha256.empty();
    });
    disclosed_.push_back(std::move(finding));
  }

  void shorten_clients() {
    if (!data_.logs) return;
    data_.logs->automation.clear();
    data_.logs->findings.clear();
    for (auto& client : data_.logs->clients) {
      client.ip = addresses_.swept(client.ip);
      for (std::string& agent : client.user_agents)
        agent = addresses_.swept_of_client(agent,
                                           logs::is_verified(client.identity));
    }
    for (auto& verdict : data_.logs->verdicts)
      verdict.request.ip = addresses_.swept(verdict.request.ip);
  }

  ReportData data_;
  EditionPolicy policy_;
  Aliases& aliases_;
  ClientAddresses addresses_;  // of the whole report
  EditionNote note_;
  std::set<std::string> harmless_, hidden_lines_;
  std::vector<Finding> disclosed_;
  bool from_client_ = false, of_verified_ = false;
  std::set<std::string> mixed_lines_;  // refs
  // As the case and as this edition calls each log.
  std::vector<std::pair<std::string, std::string>> log_names_;
};

}  // namespace

Lessened lessen(ReportData data, EditionKind kind, Aliases& aliases) {
  return Lessener(std::move(data), kind, aliases).run();
}

}  // namespace veto::reports
