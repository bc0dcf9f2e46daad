// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/robots_texts.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/file.h"
#include "base/text.h"

namespace veto::reports {

Status write_robots_texts(const std::filesystem::path& dir,
                          const std::vector<OriginVersion>& versions) {
  if (auto made = make_dirs(dir); !made) return made;
  std::string index;
  std::set<std::string> written;
  for (const auto& [origin, version] : versions) {
    const std::string name = version->digest.hex().substr(0, 16) + ".txt";
    if (written.insert(name).second) {
      auto kept = write_file_atomic(dir / name, version->text);
      if (!kept) return kept;
    }
    const nlohmann::json entry = {
        {"origin", to_valid_utf8(origin)},
        {"status", version->status},
        {"sha256", version->digest.hex()},
        {"file", name},
        {"seen_from", to_rfc3339(version->seen_from)},
        {"seen_to", to_rfc3339(version->seen_to)},
        {"provenance", crawler::to_string(version->provenance)},
        {"source", to_valid_utf8(version->source)}};
    index += entry.dump() + '\n';
  }
  return write_file_atomic(dir / "index.jsonl", index);
}

}  // namespace veto::reports
