// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads license files of Really Simple Licensing (RSL 1.0, Recommendation of
// the RSL Technical Steering Committee, https://rslstandard.org/rsl) and says
// what they come to for one address.
//
// Reader. Elements are those of kRslNamespace, whatever their prefix, below a
// root <rsl> of it (Namespaces in XML 1.0); what stands in an element of
// another namespace is that vocabulary's, and is passed over with it. Values of
// <permits> and <prohibits> are separated by white space, as in the standard,
// or by commas, as most files are written, and compared without regard to case.
// RSL inside RSS feeds and inside HTML is not read here. Each statement is a
// signal whose scope is the url of its <content>:
//
//   name                   value
//   a usage ("ai-train")   permits, permits_if, prohibits
//   user:commercial,       permits, prohibits
//   geo:DE
//   payment                its type: "free", "purchase"
//   server                 address of the license server
//   legal:warranty         text of the <legal> element of that type
//
// "permits_if" is a permit whose license, or <content>, asks something of the
// reader first: to be of a named user class or in a named country (<permits>
// or <prohibits> of type user or geo; a <permits> that names every class, or
// a user or geo of "all", asks nothing), to pay or to name its source (any
// <payment> but "free", the default), or to fetch a license from the server,
// which holds even where the license is free (<content>, attribute server).
//
// Problems: "not_rsl" (no XML, or another root), "wrong_namespace",
// "no_content"; each is then the only signal. Of a statement: "no_url" (its
// <content> has none), "url_too_long", "unknown_type", "unknown_usage",
// "no_value". A <content> with neither <license> nor server is a signal
// "content" with the problem "no_license": it offers nothing, and takes its
// addresses out of a wider content all the same.
//
// Resolver. Of the <content> elements that match an address the most specific
// pattern counts (their url follows the matching of RFC 9309, section 2.2.2);
// equally specific ones are taken together. There:
//
//   1. A prohibited usage is reserved: prohibits wins over permits (section
//      3.1.1), in whichever license it stands.
//   2. An unconditional permit allows: no other license of the same content
//      takes it back, since a reader chooses the license it takes.
//   3. A conditional permit alone reserves, for a reader of whom nothing is
//      known: it has not met the condition.
//   4. A user class or country that is shut out reserves, for the same reader.
//   5. Anything else is no answer. Usages that are not listed are neither
//      permitted nor prohibited, and absence is never permission.
//
// Usages (section 3.4.1) are mapped to uses by what they cover: "all"
// everything but crawling (RSL is no crawl rule), "ai-all" training and
// answers, "ai-train" training, "ai-input" answers, "search" search engines.
// "ai-index", the index an AI looks things up in, is a step towards an answer:
// prohibiting it reserves answers, permitting it alone permits none. No usage
// but "all" speaks of collections for others.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_RSL_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_RSL_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::signals {

inline constexpr std::string_view kRslNamespace = "https://rslstandard.org/rsl";
inline constexpr std::size_t kMaxRslBytes = 1024 * 1024;
inline constexpr std::size_t kMaxRslSignals = 4096;

// `stem` holds what all signals of the file share: source, url, evidence.
// `site` is the origin of the site that names the file, which may lie
// elsewhere: paths are that site's, and an absolute url of it becomes a path;
// of another origin it stays absolute and matches no path. What is longer than
// kMaxRslBytes is "not_rsl".
std::vector<Signal> read_rsl(std::string_view document, const Signal& stem,
                             std::string_view site);

// Other families' signals and those with a problem are passed over. `target`
// is path and query, "/a?b".
std::optional<Answer> resolve_rsl(std::span<const Signal> signals,
                                  std::string_view target, Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_RSL_H_
