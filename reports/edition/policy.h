// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each edition of an evidence bundle leaves out: the one place where that
// is decided. docs/editions.md has it as a table, with the reasons.

#ifndef VETO_REPORTS_EDITION_POLICY_H_
#define VETO_REPORTS_EDITION_POLICY_H_

#include <optional>
#include <string_view>

namespace veto::reports {

enum class EditionKind {
  confidential,      // for an authority: everything but others' faces
  non_confidential,  // for whom the complaint is about: nobody is identified
  publishable,       // for everybody: and no client that was not verified
};

struct EditionPolicy {
  // Faces that bear the mark "mine" are clear in the captures.
  bool own_faces = true;
  // Whoever made the case, and their machine: the case's name, settings file
  // and command line, the custody log's events, the crawler's own requests
  // (which tell its contact), what persons said about faces.
  bool user = true;
  // Words beside pictures, which may be names.
  bool words_beside = true;
  // Digests, and ids made from them, by which a picture or an address is found
  // again. Without them, the edition has ids of its own.
  bool lookup_keys = true;
  // Whole addresses of clients whose identity is below I3, and what holds them:
  // log lines, answers of the DNS, evidence packs.
  bool addresses = true;
  // Log lines at all, and what a finding says of an address as a whole.
  bool lines = true;
  // Anything about such a client but how many findings there are.
  bool unverified_clients = true;
  // Commitments to the captures as they came in, and those sealed.
  bool originals = true;

  bool operator==(const EditionPolicy&) const = default;
};

EditionPolicy policy_of(EditionKind kind);
// Whether it leaves out anything that the confidential one holds.
inline bool is_lesser(EditionKind kind) {
  return kind != EditionKind::confidential;
}

// "confidential", "non-confidential", "publishable".
std::string_view to_string(EditionKind kind);
// Nothing for any other text.
std::optional<EditionKind> edition_named(std::string_view name);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_POLICY_H_
