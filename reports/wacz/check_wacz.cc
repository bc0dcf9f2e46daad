// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/check_wacz.h"

#include <fmt/format.h>

#include <filesystem>

#include "crawler/api/warc_walk.h"
#include "reports/wacz/cdx_line.h"
#include "reports/wacz/check_index.h"
#include "reports/wacz/check_package.h"
#include "reports/wacz/wacz_format.h"

namespace veto::reports {
namespace {

constexpr std::uint64_t kMaxPackage = 32u << 20;
constexpr std::uint64_t kMaxIndexList = 64u << 20;
constexpr std::size_t kMaxFaults = 100;
constexpr std::string_view kWarcSuffix = ".warc.gz";

bool is_warc(std::string_view name) {
  return name.starts_with(kWaczArchive) && name.ends_with(kWarcSuffix);
}

// Nothing where there is more than `most`.
Result<std::optional<std::string>> whole_text(const ReadBytes& bytes,
                                              std::uint64_t most) {
  std::string text;
  for (;;) {
    const std::size_t had = text.size();
    text.resize(had + 65536);
    auto got = bytes(text.data() + had, 65536);
    if (!got) return pass(got);
    text.resize(had + *got);
    if (*got == 0) return text;
    if (text.size() > most) return std::nullopt;
  }
}

class WaczCheck {
 public:
  WaczCheck(const ZipSource& source, const WaczSigner& signer,
            WaczChecked& checked)
      : source_(source), signer_(signer), checked_(checked) {}

  Status run() {
    auto entries = read_zip(source_);
    if (!entries && entries.error().kind == ErrorKind::io) return pass(entries);
    if (!entries) {
      fault("wacz", "", entries.error().what);
      return {};
    }
    if (!check_layout(*entries)) return {};
    for (const zip::Entry& entry : *entries) {
      ZipEntryReader reader(source_, entry);
      auto read = check_entry(entry.name, reader);
      if (read) read = reader.drain();
      if (!read) return read;
      if (!reader.crc_fits())
        fault("wacz", entry.name, "its content does not fit its CRC");
      note(entry, reader.sha256());
    }
    for (const auto& [name, why] : check_package(package_, signer_))
      fault("wacz", name, why);
    return {};
  }

 private:
  void fault(std::string_view what, std::string_view entry,
             std::string_view why) {
    if (checked_.faults.size() == kMaxFaults)
      checked_.faults.push_back({"wacz", "and more of these"});
    if (checked_.faults.size() > kMaxFaults) return;
    checked_.faults.push_back({what, entry.empty()
                                         ? std::string(why)
                                         : fmt::format("{}: {}", entry, why)});
  }

  // WARC files, the index, the pages, the package, its digest; nothing else.
  bool check_layout(const std::vector<zip::Entry>& entries) {
    std::size_t at = 0;
    const auto comes = [&](std::string_view name) {
      const bool here = at < entries.size() && entries[at].name == name;
      if (here) ++at;
      return here;
    };
    while (at < entries.size() && is_warc(entries[at].name)) ++at;
    const bool index =
        comes(kPlainIndex) || (comes(kPackedIndex) && comes(kIndexList));
    if (index && comes(kWaczPages) && comes(kWaczPackage) &&
        comes(kWaczDigest) && at == entries.size())
      return true;
    fault("wacz", at < entries.size() ? entries[at].name : "",
          at < entries.size() ? "not what comes there in a WACZ of this form"
                              : "a part of it is missing");
    return false;
  }

  Status check_entry(const std::string& name, ZipEntryReader& reader) {
    const ReadBytes bytes = reader.bytes();
    if (is_warc(name)) return check_warc(name, bytes);
    if (name == kPlainIndex)
      return check_index(name, check_plain_index(bytes, lines_));
    if (name == kPackedIndex)
      return check_index(name, check_packed_index(bytes, lines_, list_));
    if (name == kWaczPages) return check_pages(bytes);
    auto text =
        whole_text(bytes, name == kIndexList ? kMaxIndexList : kMaxPackage);
    if (!text) return pass(text);
    if (!*text) {
      fault("wacz", name, "over the limit");
      return {};
    }
    if (name == kWaczPackage) package_.package = std::move(**text);
    if (name == kWaczDigest) package_.digest = std::move(**text);
    if (name == kIndexList && records_read_ && **text != list_)
      fault("wacz", name, "not the list that the packed index gives");
    return {};
  }

  Status check_warc(const std::string& name, const ReadBytes& bytes) {
    const std::string file = name.substr(kWaczArchive.size());
    auto walked = crawler::walk_warc(
        bytes, crawler::WarcDepth::digests,
        [&](const crawler::WarcSeen& seen) -> Status {
          if (!seen.fault.empty())
            fault(
                "warc", name,
                fmt::format("record at byte {}: {}", seen.offset, seen.fault));
          auto line = cdx_line(seen, file);
          return line ? lines_.add(std::move(*line)) : Status();
        });
    if (walked || walked.error().kind == ErrorKind::io) return walked;
    fault("warc", name,
          fmt::format("{}: {}", walked.error().where, walked.error().what));
    records_read_ = false;
    return {};
  }

  // An index of records that could not be read cannot be compared.
  Status check_index(const std::string& name, IndexFault found) {
    if (!found) return pass(found);
    if (*found && records_read_) fault("wacz", name, **found);
    return {};
  }

  Status check_pages(const ReadBytes& bytes) {
    std::string front(kPagesHeader.size() + 1, '\0');
    std::size_t got = 0;
    while (got < front.size()) {
      auto more = bytes(front.data() + got, front.size() - got);
      if (!more) return pass(more);
      if (*more == 0) break;
      got += *more;
    }
    if (front != std::string(kPagesHeader) + '\n')
      fault("wacz", kWaczPages, "does not begin with its header");
    return {};
  }

  void note(const zip::Entry& entry, const std::string& sha256) {
    if (is_warc(entry.name))
      checked_.warcs.emplace(entry.name.substr(kWaczArchive.size()),
                             *Digest::parse(sha256));
    if (entry.name == kWaczPackage) package_.hash = "sha256:" + sha256;
    if (entry.name != kWaczPackage && entry.name != kWaczDigest)
      package_.files[entry.name] = {"sha256:" + sha256, entry.size};
  }

  const ZipSource& source_;
  const WaczSigner& signer_;
  WaczChecked& checked_;
  LineSorter lines_{std::filesystem::temp_directory_path()};
  bool records_read_ = true;  // all of all WARC files
  std::string list_;          // what the index's list must hold
  WaczPackage package_;
};

}  // namespace

Result<WaczChecked> check_wacz(const ZipSource& source,
                               const WaczSigner& signer) {
  WaczChecked checked;
  auto read = WaczCheck(source, signer, checked).run();
  if (!read) return pass(read);
  return checked;
}

}  // namespace veto::reports
