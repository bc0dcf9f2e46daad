// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/policy.h"

namespace veto::reports {

EditionPolicy policy_of(EditionKind kind) {
  if (kind == EditionKind::confidential) return {};
  EditionPolicy policy{.own_faces = false,
                       .user = false,
                       .words_beside = false,
                       .lookup_keys = false,
                       .addresses = false,
                       .lines = true,
                       .unverified_clients = true,
                       .originals = false};
  policy.unverified_clients = policy.lines =
      kind == EditionKind::non_confidential;
  return policy;
}

std::string_view to_string(EditionKind kind) {
  switch (kind) {
    case EditionKind::confidential:
      return "confidential";
    case EditionKind::non_confidential:
      return "non-confidential";
    case EditionKind::publishable:
      return "publishable";
  }
  return "";
}

std::optional<EditionKind> edition_named(std::string_view name) {
  for (const EditionKind kind :
       {EditionKind::confidential, EditionKind::non_confidential,
        EditionKind::publishable})
    if (to_string(kind) == name) return kind;
  return std::nullopt;
}

}  // namespace veto::reports
