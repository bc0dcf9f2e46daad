// SPDX-License-Identifier: GPL-3.0-or-later
//
// Levels of the TDM Reservation Protocol: what a page or document says takes
// the place of what its response says, and that of what the file says (W3C
// Community Group Final Report, 10 May 2024). A 0 of the page opens what the
// response reserves, both of which are about that page; a 0 beside the file's 1
// may be meant.

#include <map>
#include <optional>

#include "audit/signals/families/tdmrep_rules.h"
#include "audit/signals/lints/carriers.h"
#include "audit/signals/lints/parts.h"

namespace veto::signals {
namespace {

// Of one origin; those by URL after them are not held against its file.
constexpr std::size_t kMaxHeldAgainstFile = 1000;

// What one level of one resource says.
struct TdmLevel {
  const Signal* first = nullptr;
  const Signal* other = nullptr;  // of another value

  void add(const Signal& signal) {
    if (!first)
      first = &signal;
    else if (!other && signal.value != first->value)
      other = &signal;
  }
  bool says(std::string_view value) const {
    return first && !other && first->value == value;
  }
};

bool is_reservation(const Signal& signal, Source source) {
  return signal.family == Family::tdmrep && signal.source == source &&
         signal.name == "tdm-reservation" && !signal.malformed;
}

TdmLevel level_of(const Resource& resource, Source source) {
  TdmLevel level;
  for (const Signal& signal : resource.said.own)
    if (is_reservation(signal, source)) level.add(signal);
  return level;
}

// What stands in the page, or in the document, itself.
TdmLevel own_level(const Resource& resource) {
  return level_of(resource, resource.said.kind == ResourceKind::document
                                ? Source::metadata
                                : Source::meta);
}

void lint_against_file(const LintContext& context, const Resource& resource,
                       const Signal& opens, const SignalsByFamily& files) {
  const auto signals = files.of(Family::tdmrep);
  const auto answer =
      resolve_tdmrep(signals, resource.said.target, Use::training);
  if (!answer || answer->wish != Wish::reserved) return;
  context.book.add("tdm-exception", resource.origin, lint_place(opens), "",
                   {{"rule", lint_place(signals[answer->by]).raw}});
}

// The 0 that counts, where there is one.
const Signal* lint_levels(const LintContext& context,
                          const Resource& resource) {
  const TdmLevel header = level_of(resource, Source::header);
  const TdmLevel page = own_level(resource);
  for (const TdmLevel& level : {header, page})
    if (level.other)
      context.book.add("tdm-values-differ", resource.origin,
                       lint_place(*level.first), "",
                       {{"other", lint_place(*level.other).raw}});
  if (page.says("0") && header.says("1")) {
    context.book.add("tdm-page-opens", resource.origin, lint_place(*page.first),
                     "", {{"header", lint_place(*header.first).raw}});
    return nullptr;
  }
  if (page.says("0")) return page.first;
  return header.says("0") && !page.says("1") ? header.first : nullptr;
}

}  // namespace

void lint_tdm_levels(const LintContext& context) {
  std::map<std::string, SignalsByFamily> files;
  std::map<std::string, std::size_t> asked;
  for (const auto& [name, origin] : context.site.origins)
    if (origin.signals) files.emplace(name, SignalsByFamily(*origin.signals));
  for (const auto& [url, resource] : context.site.resources) {
    const Signal* opens = lint_levels(context, resource);
    if (!opens || ++asked[resource.origin] > kMaxHeldAgainstFile) continue;
    lint_against_file(context, resource, *opens, files[resource.origin]);
  }
}

}  // namespace veto::signals
