// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/lessen.h"

#include <algorithm>
#include <set>
#include <utility>

#include "audit/logs/address.h"
#include "audit/logs/identity.h"
#include "base/text.h"
#include "reports/edition/address_sweep.h"
#include "reports/edition/log_names.h"
#include "reports/edition/mail_sweep.h"
#include "reports/edition/notices.h"
#include "reports/exposures.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

using audit::Evidence;
using audit::Finding;
using nlohmann::json;

constexpr std::string_view kNotHere = "(not in this edition)";

constexpr std::string_view kMixedLine =
    "; left out: another address than the client's, or a mail address, in it";

// What the DNS calls an address mostly spells it.
constexpr const char* kNameFacts[] = {"reverse_name", "reverse_asked",
                                      "reverse_days"};

class Lessener {
 public:
  Lessener(ReportData data, EditionKind kind, Aliases& aliases)
      : data_(std::move(data)),
        kind_(kind),
        policy_(policy_of(kind)),
        aliases_(aliases),
        sweep_(policy_.unverified_clients) {}

  Lessened run() {
    gather_addresses();
    gather_harmless();
    exposures_ = exposures_without_words(data_);
    if (!policy_.unverified_clients) drop_unverified();
    if (!policy_.user) drop_user();
    if (!policy_.words_beside) drop_words();
    // Marks and findings name pictures by the digests that they still have.
    if (!policy_.lookup_keys) rename_pictures();
    lessen_findings();
    if (!policy_.addresses) shorten_clients();
    note();
    return {std::move(data_), std::move(disclosed_), std::move(hidden_lines_),
            std::move(mixed_lines_)};
  }

 private:
  static bool verified(const Finding& finding) {
    return is_about_client(finding) && logs::is_verified(finding.identity);
  }

  void left(std::string_view id, std::uint64_t count) {
    if (count > 0) counts_.push_back({std::string(id), count});
  }

  void gather_mail(const Finding& finding) {
    const auto agents = finding.facts.find("user_agents");
    if (agents == finding.facts.end() || !agents->is_array()) return;
    for (const json& agent : *agents)
      if (agent.is_string())
        operators_mail_.merge(mail_words(agent.get_ref<const std::string&>()));
  }

  // An address of a verified client is its operator's, whoever else came from
  // it. Our own crawler's is the user's.
  void gather_addresses() {
    const auto add = [&](const std::string& ip, audit::Identity identity) {
      if (!ip.empty())
        (logs::is_verified(identity) ? whole_ : short_).insert(ip);
    };
    for (const Finding& finding : data_.findings) {
      if (!is_about_client(finding)) continue;
      if (verified(finding)) gather_mail(finding);
      add(fact_text(finding, "client_ip"), finding.identity);
      // The other client of a finding is known by its own.
      const std::string other = fact_text(finding, "redeemer_identity");
      add(fact_text(finding, "redeemer_ip"), other == "I3" ? audit::Identity::i3
                                             : other == "I4"
                                                 ? audit::Identity::i4
                                                 : audit::Identity::i0);
    }
    if (data_.logs)
      for (const auto& client : data_.logs->clients)
        if (!client.own_crawl) add(client.ip, client.identity);
    for (const std::string& ip : whole_) {
      sweep_.add(ip, true);
      if (const auto address = logs::parse_address(ip))
        verified_.insert(address->bytes);
      short_.erase(ip);
    }
    for (const std::string& ip : short_) sweep_.add(ip, false);
    // Where nothing is said of these clients, their number is told below.
    if (policy_.unverified_clients)
      left("addresses", static_cast<std::uint64_t>(std::ranges::count_if(
                            short_, [&](const std::string& ip) {
                              return sweep_.sweep(ip) != ip;
                            })));
    if (!data_.logs) return;
    for (const auto& client : data_.logs->clients)
      if (client.own_crawl && !whole_.contains(client.ip))
        sweep_.add(client.ip, false);
  }

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

  // V12 is about two clients.
  static bool tells_of_another(const Finding& finding) {
    const std::string other = fact_text(finding, "redeemer_identity");
    return !other.empty() && other != "I3" && other != "I4";
  }

  void drop_unverified() {
    left(kUnverifiedFindings, std::erase_if(data_.findings, [](const auto& f) {
           return is_about_client(f) &&
                  (!logs::is_verified(f.identity) || tells_of_another(f));
         }));
    if (!data_.logs) return;
    left(kUnverifiedClients,
         std::erase_if(data_.logs->clients, [](const auto& client) {
           return !client.own_crawl && !logs::is_verified(client.identity);
         }));
    // Its counts are of all that named themselves at its address.
    std::set<std::string> shared;
    left("shared_clients", std::erase_if(data_.logs->clients, [&](auto& c) {
           const bool drop = !c.own_crawl && is_shared(c);
           if (drop) shared.insert(c.ip);
           return drop;
         }));
    std::erase_if(data_.logs->verdicts, [&](const auto& verdict) {
      return !logs::is_verified(verdict.identity) ||
             shared.contains(verdict.request.ip);
    });
    std::set<std::string> told;  // scrapers of the operators that are named
    for (const auto& named :
         named_operators(data_.findings, data_.logs->clients))
      told.insert(named.scraper_ids.begin(), named.scraper_ids.end());
    left(kRatesLeftOut, std::erase_if(data_.logs->rates, [&](const auto& rate) {
           return rate.standing != logs::Standing::verified ||
                  !told.contains(rate.scraper_id);
         }));
  }

  void drop_user() {
    data_.case_name = kNotHere;
    data_.run.command = kNotHere;
    data_.settings.contact.value.clear();
    // Our own crawler tells the user's contact, and where they sit.
    if (data_.logs)
      left("own_visits", std::erase_if(data_.logs->clients, [](const auto& c) {
             return c.own_crawl;
           }));
    // The marks that say nothing of a person stay, without who made them.
    std::uint64_t dropped = 0;
    if (data_.faces)
      for (const auto& image : data_.faces->images)
        for (const auto& face : data_.marks.faces_of(image)) {
          if (!face.mark()) continue;
          if (face.is(faces::Mark::not_a_face))
            not_faces_.emplace_back(image.digest, *face.mark());
          else
            ++dropped;
        }
    data_.marks = faces::Marks();
    left(kMarksLeftOut, dropped);
  }

  void drop_words() {
    if (!data_.faces) return;
    std::uint64_t dropped = 0;
    for (auto& image : data_.faces->images) {
      dropped += image.words.size();
      image.words.clear();
    }
    left("words", dropped);
  }

  void rename_pictures() {
    for (auto& [image, marking] : not_faces_) {
      marking.image = aliases_.of(image);
      marking.by.clear();
      marking.note.clear();
      data_.marks.add(marking);
    }
    std::set<std::string> withdrawn;
    for (const auto& hex : data_.withdrawn)
      withdrawn.insert(aliases_.of_hex(hex));
    data_.withdrawn = std::move(withdrawn);
    std::map<std::string, std::string> thumbnails;
    for (auto& [hex, jpeg] : data_.thumbnails)
      thumbnails.emplace(aliases_.of_hex(hex), std::move(jpeg));
    data_.thumbnails = std::move(thumbnails);
    for (auto& source : data_.imports)
      source.digest = aliases_.of(source.digest);
    if (data_.logs)
      for (auto& file : data_.logs->files) {
        const std::string name = log_name_in_edition(file, aliases_);
        log_names_.emplace_back(file.path.filename().string(), name);
        file.path.replace_filename(name);
        file.file_digest = aliases_.of(file.file_digest);
        file.stream_digest = aliases_.of(file.stream_digest);
      }
    if (!data_.faces) return;
    for (auto& image : data_.faces->images) {
      // Such a one is counted, and told nowhere.
      if (image.faces.empty() && image.skipped.empty()) {
        image.digest = Digest();
        image.capture_id.clear();
        continue;
      }
      image.digest = aliases_.of(image.digest);
      image.capture_id = aliases_.of_hex(image.capture_id);
    }
  }

  // Words that are digests, and addresses.
  std::string lessened_text(const std::string& text) {
    std::string out = policy_.addresses ? text : swept(text);
    if (policy_.lookup_keys) return out;
    return renamed(out);
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

  std::string swept(const std::string& text) const {
    // What a client sent may spell another's address anywhere, or their mail.
    const std::string out = sweep_.sweep(text, from_client_);
    return from_client_ ? without_mail(out, operators_mail_) : out;
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
    const auto client = client_alone(item.raw, operators_mail_);
    const bool its_own = client && verified_.contains(*client);
    if (verified(finding) && policy_.lines && its_own) return;
    if (verified(finding) && policy_.lines && !client) {
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
      if (!policy_.addresses && !verified(finding)) {
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
      if (verified(finding)) disclose(finding);
    }
    for (const Finding& finding : disclosed_)
      for (const Evidence& item : finding.evidence)
        if (item.kind == "log_line") hidden_lines_.erase(item.ref);
    for (const std::string& ref : mixed_lines_) hidden_lines_.erase(ref);
    left(kLinesLeftOut, hidden_lines_.size());
    left("log_lines_mixed", mixed_lines_.size());
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
    from_client_ = true;
    for (auto& client : data_.logs->clients) {
      client.ip = sweep_.sweep(client.ip);
      for (std::string& agent : client.user_agents) agent = swept(agent);
    }
    for (auto& verdict : data_.logs->verdicts)
      verdict.request.ip = sweep_.sweep(verdict.request.ip);
  }

  void note() {
    left("lookup_keys", aliases_.count());
    data_.edition = EditionNote{std::string(to_string(kind_)), counts_, {}};
    if (data_.edition->count(kMarksLeftOut) == 0)
      data_.edition->exposures = std::move(exposures_);
  }

  ReportData data_;
  EditionKind kind_;
  EditionPolicy policy_;
  Aliases& aliases_;
  AddressSweep sweep_;
  std::set<std::string> whole_, short_, harmless_, hidden_lines_;
  std::vector<std::pair<Digest, faces::Marking>> not_faces_;
  std::map<std::size_t, exposure::Exposure> exposures_;
  std::vector<Finding> disclosed_;
  std::vector<LeftOut> counts_;
  bool from_client_ = false;
  std::set<logs::AddressBytes> verified_;
  std::set<std::string> mixed_lines_;  // refs
  // As the case and as this edition calls each log.
  std::vector<std::pair<std::string, std::string>> log_names_;
  // In verified clients' user agents: whom their operators say to write to.
  MailWords operators_mail_;
};

}  // namespace

Lessened lessen(ReportData data, EditionKind kind, Aliases& aliases) {
  return Lessener(std::move(data), kind, aliases).run();
}

}  // namespace veto::reports
