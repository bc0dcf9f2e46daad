// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>

#include "audit/signals/lints/lint.h"

namespace veto::signals {
namespace {

constexpr std::string_view kUsage = "draft-ietf-aipref-vocab-08, section 6";
constexpr std::string_view kAttach = "draft-ietf-aipref-attach-05, section 3";
constexpr std::string_view kPolicy = "Cloudflare, Content Signals Policy";
constexpr std::string_view kImg2dataset = "rom1504/img2dataset, is_disallowed";
constexpr std::string_view kDatadiligence = "Spawning, datadiligence";
constexpr std::string_view kGoogle =
    "Google, Robots meta tag and X-Robots-Tag specifications";
constexpr std::string_view kTdmrep =
    "TDM Reservation Protocol, W3C Community Group Final Report, 2024";
constexpr std::string_view kRsl = "RSL 1.0";
constexpr std::string_view kAiTxt = "Spawning, ai.txt, 2023";
constexpr std::string_view kTrust = "JournalList, trust.txt, 2024";
constexpr std::string_view kPlus = "PLUS LDF 2.0.1; IPTC 2023.1, Data Mining";
constexpr std::string_view kCawg =
    "CAWG Training and Data Mining Assertion 1.1, section 3";
constexpr std::string_view kScope = "RFC 9309, section 2.3";

}  // namespace

constexpr LintKind kLintKinds[] = {
    // Origins and robots.txt.
    {"robots-refused", Cost::opens, "status", "RFC 9309, section 2.3.1.3"},
    {"robots-unreachable", Cost::unread, "status", "RFC 9309, section 2.3.1.4"},
    {"robots-missing", Cost::gap, "status", "RFC 9309, section 2.3.1.3"},
    {"robots-is-page", Cost::gap, "", "RFC 9309, section 2.3.1.5"},
    {"robots-utf16", Cost::opens, "", kScope},
    {"twins-differ", Cost::opens, "agents other", kScope},
    {"token-cut", Cost::opens, "reads token", "RFC 9309, section 2.2.1"},
    {"empty-named-group", Cost::opens, "path star_line token",
     "RFC 9309, sections 2.1 and 5.1"},
    {"group-does-not-inherit", Cost::opens, "path star_line token",
     "RFC 9309, section 2.2.1"},
    {"groups-undo-each-other", Cost::opens, "other_line path token",
     "RFC 9309, sections 2.2.1 and 2.2.2"},
    {"star-groups-merge", Cost::note, "lines", "RFC 9309, section 2.2.1"},
    {"managed-block", Cost::note, "first last provider",
     "comments of the file"},
    {"known-agents-without-rule", Cost::gap, "agents missing shut",
     "registry of scrapers"},
    {"other-agents-without-rule", Cost::note, "agents missing shut",
     "registry of scrapers"},
    {"preference-not-inherited", Cost::gap, "field token", kAttach},
    // Content-Usage and Content-Signal.
    {"mixed-vocabulary", Cost::unread, "field name value write", kUsage},
    {"preference-not-token", Cost::unread, "field name value write", kUsage},
    {"stale-label", Cost::unread, "field name value write", kUsage},
    {"usage-not-a-dictionary", Cost::unread, "field name value",
     "RFC 9651, section 4.2.2"},
    {"usage-empty", Cost::unread, "field name value", kUsage},
    {"unknown-preference", Cost::note, "field name value", kUsage},
    {"usage-key-repeated", Cost::unread, "field name value",
     "RFC 9651, section 4.2.2"},
    {"content-signal-value", Cost::unread, "field name value write", kPolicy},
    {"content-signal-plural", Cost::unread, "field name value", kPolicy},
    {"preference-without-group", Cost::unread, "field name value",
     "RFC 9309, section 2.2.2"},
    {"preference-path-too-long", Cost::unread, "field name value", kAttach},
    // Directives.
    {"header-combined", Cost::opens, "name", kImg2dataset},
    {"directive-malformed", Cost::unread, "name", kGoogle},
    {"directive-misspelt", Cost::unread, "name write", kGoogle},
    {"directive-capitals", Cost::unread, "name", kDatadiligence},
    {"agent-directive-unread", Cost::unread, "agent name", kGoogle},
    {"meta-in-body", Cost::unread, "name", kGoogle},
    {"unavailable-after-unreadable", Cost::unread, "value", kGoogle},
    {"rule-hides-noindex", Cost::unread, "readers rule", kGoogle},
    {"rule-hides-directive", Cost::note, "agents rule", kGoogle},
    // Images.
    {"page-only-noai", Cost::opens, "page", kImg2dataset},
    {"image-host-without", Cost::opens, "agents carriers page_origin", kScope},
    {"tdmrep-page-origin-only", Cost::opens, "page_origin", kTdmrep},
    // Files at fixed places.
    {"file-is-page", Cost::note, "files", "RFC 8615, section 3"},
    {"file-empty", Cost::unread, "path", "RFC 8615, section 3"},
    {"file-unreadable", Cost::unread, "path reason", "RFC 8615, section 3"},
    {"file-wrong-type", Cost::note, "media_type path", "RFC 9110, section 8.3"},
    {"file-redirect-loop", Cost::unread, "path", "RFC 9110, section 15.4"},
    {"file-redirects-far", Cost::unread, "path redirects",
     "RFC 9309, section 2.3.1.2"},
    {"llms-txt-is-no-opt-out", Cost::note, "",
     "llmstxt.org, The llms.txt file"},
    // TDM Reservation Protocol.
    {"tdmrep-not-json", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-object-not-array", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-rule-unread", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-missing-location", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-location-not-path", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-missing-reservation", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-value-not-number", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-bad-value", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-hidden-by-earlier", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-policy-not-text", Cost::unread, "field name value", kTdmrep},
    {"tdmrep-no-rules", Cost::gap, "field name value", kTdmrep},
    {"tdm-policy-not-url", Cost::unread, "field name value", kTdmrep},
    {"tdm-page-opens", Cost::opens, "header", kTdmrep},
    {"tdm-exception", Cost::note, "rule", kTdmrep},
    {"tdm-values-differ", Cost::unread, "other", kTdmrep},
    // RSL.
    {"rsl-license-relative", Cost::unread, "field name value", kRsl},
    {"rsl-license-not-url", Cost::unread, "field name value", kRsl},
    {"rsl-license-missing", Cost::unread, "license reason status", kRsl},
    {"rsl-not-rsl", Cost::unread, "field name value", kRsl},
    {"rsl-wrong-namespace", Cost::unread, "field name value", kRsl},
    {"rsl-no-content", Cost::unread, "field name value", kRsl},
    {"rsl-content-no-license", Cost::gap, "field name value", kRsl},
    {"rsl-content-no-url", Cost::unread, "field name value", kRsl},
    {"rsl-unknown-type", Cost::unread, "field name value", kRsl},
    {"rsl-unknown-usage", Cost::unread, "field name value", kRsl},
    {"rsl-no-value", Cost::unread, "field name value", kRsl},
    // ai.txt and trust.txt.
    {"ai-txt-another-format", Cost::unread, "field name value", kAiTxt},
    {"ai-txt-no-agent", Cost::unread, "field name value", kAiTxt},
    {"ai-txt-no-pattern", Cost::note, "field name value", kAiTxt},
    {"trust-txt-another-format", Cost::unread, "field name value", kTrust},
    {"trust-txt-not-stated", Cost::note, "field name value", kTrust},
    {"trust-txt-value", Cost::unread, "field name value", kTrust},
    {"trust-txt-several", Cost::unread, "field name value", kTrust},
    // Metadata in images.
    {"metadata-unknown-value", Cost::unread, "field name value", kPlus},
    {"metadata-unknown-property", Cost::unread, "field name value", kPlus},
    {"metadata-wrong-namespace", Cost::unread, "field name value", kPlus},
    {"metadata-not-xml", Cost::unread, "field name value", kPlus},
    {"metadata-differs", Cost::unread, "field name value", kPlus},
    {"metadata-no-address", Cost::note, "field name value", kPlus},
    {"assertion-unread", Cost::unread, "field name value", kCawg},
    {"assertion-labels-differ", Cost::unread, "field name value", kCawg},
    {"assertion-legacy-label", Cost::note, "field name value", kCawg},
    {"assertion-without-terms", Cost::note, "field name value", kCawg},
    // Between families.
    {"carriers-disagree", Cost::opens,
     "allows allows_raw reserves reserves_place reserves_raw",
     "draft-ietf-aipref-vocab-08, section 5.1"},
};

std::span<const LintKind> lint_kinds() { return kLintKinds; }

const LintKind* lint_kind(std::string_view code) {
  const auto* found = std::ranges::find(kLintKinds, code, &LintKind::code);
  return found == std::end(kLintKinds) ? nullptr : found;
}

std::string_view to_string(Cost cost) {
  constexpr std::string_view kNames[] = {"opens", "unread", "gap", "note"};
  return kNames[static_cast<std::size_t>(cost)];
}

}  // namespace veto::signals
