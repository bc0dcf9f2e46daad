// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/capture_stamps.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "reports/seal/seal.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

// "veto-RUN-00001.warc.gz" and so on, in order.
Result<std::vector<std::string>> warcs_of(const Case& the_case) {
  const std::string prefix = fmt::format("veto-{}-", the_case.run_id());
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator at(the_case.path("captures"), code), end;
       !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".warc.gz"))
      names.push_back(name);
  }
  if (code && code != std::errc::no_such_file_or_directory)
    return fail(ErrorKind::io, "cannot list the folder",
                the_case.path("captures").string());
  std::ranges::sort(names);
  return names;
}

class CaptureStamper {
 public:
  CaptureStamper(Case& the_case, const StampOrder& order, const Sinks& sinks)
      : case_(the_case), order_(order), sinks_(sinks) {}

  Result<StageReport> run() {
    const auto warcs = warcs_of(case_);
    if (!warcs) return std::unexpected(warcs.error());
    StageReport report;
    std::uint64_t stamped = 0, stamps = 0;
    for (const std::string& warc : *warcs) {
      auto made = stamp(warc);
      if (!made) return pass(made);
      stamps += *made;
      stamped += *made > 0 ? 1 : 0;
      if (*made == 0 && !order_.may_fail)
        report.incomplete.push_back(
            fmt::format("captures/{}: no authority stamped when it was there; "
                        "settle for that: --allow-untimestamped",
                        warc));
    }
    report.counts = {{"files stamped", stamped}, {"time stamps", stamps}};
    return report;
  }

 private:
  // How many stamps it has now.
  Result<std::size_t> stamp(const std::string& warc) {
    const fs::path folder = case_.path("captures");
    if (const auto there = stamps_beside(folder, warc); !there.empty())
      return there.size();
    auto digest = sha256_file(folder / warc);
    if (!digest) return pass(digest);
    std::size_t made = 0;
    for (const StampAuthority& authority : order_.authorities) {
      const auto answer = ask_stamp(authority, *digest);
      if (!answer) {
        sinks_.warning(answer.error());
        continue;
      }
      auto kept = keep(warc, *digest, ++made, authority, *answer);
      if (!kept) return pass(kept);
    }
    return made;
  }

  // The stamp comes last: where it stands, the others do, too.
  Status keep(const std::string& warc, const Digest& digest, std::size_t number,
              const StampAuthority& authority, const StampAnswer& answer) {
    const fs::path folder = case_.path("captures");
    const std::string name = stamp_name(warc, number);
    const std::pair<std::string, std::string> files[] = {
        {query_of(name), answer.query},
        {chain_of(name), chain_for(answer, order_.roots_pem)},
        {name, answer.response},
    };
    for (const auto& [file, bytes] : files)
      if (auto s = write_file_atomic(folder / file, bytes); !s) return s;
    CustodyEvent event;
    event.action = "stamp";
    event.item = "captures/" + warc;
    event.digest = digest.labelled();
    event.reason =
        fmt::format("by {}, kept in captures/{}", authority.name, name);
    return case_.custody(event);
  }

  Case& case_;
  const StampOrder& order_;
  const Sinks& sinks_;
};

}  // namespace

std::string chain_of(std::string_view stamp) {
  return std::string(stamp.substr(0, stamp.rfind('.'))) + "-chain.pem";
}

std::vector<std::string> stamps_beside(const fs::path& captures,
                                       std::string_view warc) {
  std::vector<std::string> names;
  std::error_code code;
  for (std::size_t number = 1; number <= kMaxAuthorities; ++number) {
    const std::string name = stamp_name(warc, number);
    if (fs::exists(captures / name, code)) names.push_back(name);
  }
  return names;
}

Result<StageReport> stamp_captures(Case& the_case, const StampOrder& order,
                                   const Sinks& sinks) {
  return CaptureStamper(the_case, order, sinks).run();
}

}  // namespace veto::reports
