// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/documents.h"

#include <map>
#include <optional>
#include <utility>

#include "audit/embedded/store.h"
#include "base/text.h"

namespace veto::faces {

Result<DocumentsRead> read_documents(Case& the_case, Examiner& examiner,
                                     const Gathered& gathered,
                                     const Payload& payload,
                                     const std::stop_token& stop) {
  DocumentsRead done;
  std::map<std::string, std::uint64_t> unread;  // by reason
  if (gathered.documents_cut > 0)
    unread["cut at a limit of the crawl"] = gathered.documents_cut;
  std::optional<Error> broken;  // the disk failed
  std::size_t next = 0;
  const auto source = [&]() -> std::optional<Examiner::Image> {
    while (next < gathered.documents.size() && !stop.stop_requested() &&
           !broken) {
      const std::size_t at = next++;
      auto bytes = payload({gathered.documents[at], {}, false});
      if (bytes) return Examiner::Image{at, *std::move(bytes)};
      if (bytes.error().kind == ErrorKind::io)
        broken = bytes.error();
      else
        ++unread["its capture cannot be read"];
    }
    return std::nullopt;
  };
  const auto read = examiner.read_documents(
      source,
      [&](std::uint64_t at, Result<embedded::Embedded> document) -> Status {
        if (!document) {
          ++unread[printable(document.error().what, 200)];
          return {};
        }
        ++done.read;
        return embedded::store_embedded(the_case.db(), the_case.run_id(),
                                        gathered.documents[at].payload_digest,
                                        *document);
      });
  if (broken) return std::unexpected(*broken);
  if (!read) return std::unexpected(read.error());
  done.left = gathered.documents.size() - next;
  for (const auto& [reason, count] : unread)
    done.losses.push_back(
        "PDF and EPUB files not read for what they say about their use, " +
        reason + ": " + std::to_string(count));
  return done;
}

}  // namespace veto::faces
