// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the robots directives of one response come to, by the model Google
// documents for its crawlers ("Robots meta tag, data-nosnippet, and
// X-Robots-Tag specifications"), the only one that is written down.
//
//   - Directives for everybody and directives for the reader's own token add
//     up: the sum of the negative rules applies, unlike the groups of
//     robots.txt, of which one alone does.
//   - Where two directives conflict the more restrictive applies, so a
//     directive that grants ("index", "max-snippet:-1") takes nothing back.
//     Granting directives say what is so without them and give no answer.
//   - "none" is noindex and nofollow.
//   - unavailable_after takes effect as noindex once its date has passed; a
//     date that cannot be read has no effect.
//
// Which directive says no to which use differs from reader to reader, so the
// caller passes a table. The signals are those of one response, page or image,
// header and meta together: they hold for it alone, so there is no target.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_DIRECTIVE_RULES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_DIRECTIVE_RULES_H_

#include <optional>
#include <span>
#include <string_view>

#include "audit/signals/families/signal.h"
#include "base/time.h"

namespace veto::signals {

struct DirectiveMeaning {
  std::string_view name;  // as in Directive: "noai", "max-snippet:0"
  Use use;
};

// noai, noimageai (DeviantArt, 2022) and noml (Mojeek): a convention. What
// noai and noimageai ask of an image is also that it stay out of collections.
inline constexpr DirectiveMeaning kConventionMeanings[] = {
    {"noai", Use::training},
    {"noimageai", Use::training},
    {"noml", Use::training}};
inline constexpr DirectiveMeaning kConventionImageMeanings[] = {
    {"noai", Use::training},
    {"noai", Use::dataset},
    {"noimageai", Use::training},
    {"noimageai", Use::dataset},
    {"noml", Use::training}};

// Google: what is not indexed or has no snippet is in no AI Overview either.
// None of these is about training. The second table is for images, and for the
// images of a page that says so.
inline constexpr DirectiveMeaning kGoogleMeanings[] = {
    {"noindex", Use::index},    {"unavailable_after", Use::index},
    {"noindex", Use::answer},   {"unavailable_after", Use::answer},
    {"nosnippet", Use::answer}, {"max-snippet:0", Use::answer}};
inline constexpr DirectiveMeaning kGoogleImageMeanings[] = {
    {"noindex", Use::index},
    {"unavailable_after", Use::index},
    {"noimageindex", Use::index},
    {"max-image-preview:none", Use::index}};

// Bing trains no model with what says noarchive; what says nocache it may still
// use by title and snippet, which is no answer to either question. Amazon knows
// noarchive alone. For Google neither means anything.
inline constexpr DirectiveMeaning kBingMeanings[] = {
    {"noindex", Use::index}, {"noarchive", Use::training}};
inline constexpr DirectiveMeaning kAmazonMeanings[] = {
    {"noarchive", Use::training}};

// `agent` is the reader's product token, "" for one that takes what is for
// everybody; `now` the instant of the request that is judged. Never answers
// "allowed". Malformed signals and other families' are passed over.
std::optional<Answer> resolve_directives(
    std::span<const Signal> signals, Use use, std::string_view agent,
    std::span<const DirectiveMeaning> meanings, UtcTime now);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_DIRECTIVE_RULES_H_
