// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/check_custody.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/custody_chain.h"
#include "reports/bundle/full_edition.h"
#include "reports/seal/seal.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxCustodyFile = 256u << 20;
constexpr std::uint64_t kMaxHeadFile = 1u << 16;

// The SHA-256 of that line, counting from 1; 64 zeros for 0, "" for one that is
// not there.
std::string head_after(std::string_view jsonl, std::uint64_t events) {
  Digest head;
  for (std::uint64_t number = 1; number <= events; ++number) {
    const auto end = jsonl.find('\n');
    if (end == std::string_view::npos) return {};
    if (number == events) head = sha256(jsonl.substr(0, end));
    jsonl.remove_prefix(end + 1);
  }
  return head.hex();
}

class CustodyCheck {
 public:
  CustodyCheck(const WalkedBundle& bundle, std::vector<Problem>& problems)
      : bundle_(bundle), problems_(problems) {}

  void run() {
    if (const auto text = read(kCustodyPath, kMaxCustodyFile))
      log(*text);
    else if (const auto small = read(kCustodyHeadPath, kMaxHeadFile))
      head(*small);
  }

 private:
  void problem(std::string what, std::string file, std::string detail) {
    problems_.push_back({std::move(what), std::move(file), std::move(detail)});
  }

  std::optional<std::string> read(std::string_view path, std::uint64_t most) {
    if (!bundle_.has(path)) return std::nullopt;
    auto text = read_file(bundle_.dir / path, most);
    if (text) return std::move(*text);
    problem("custody", std::string(path), text.error().what);
    return std::nullopt;
  }

  void log(std::string_view text) {
    const CustodyChain chain = check_custody(text);
    for (const auto& fault : chain.faults)
      problem("custody", fmt::format("{}:{}", kCustodyPath, fault.line),
              fault.why);
    if (is_blamed(problems_, kCustodyPath)) return;
    check_label(chain.head.hex());
    if (bundle_.summary && bundle_.summary->events)
      check_report(head_after(text, *bundle_.summary->events), kCustodyPath);
  }

  void head(std::string_view text) {
    if (is_blamed(problems_, kCustodyHeadPath)) return;
    const auto head = parse_custody_head(text);
    if (!head)
      return problem("custody", std::string(kCustodyHeadPath),
                     "is no head of a custody log");
    check_label(head->head);
    // Of an earlier event the head alone says nothing.
    if (bundle_.summary && bundle_.summary->events &&
        *bundle_.summary->events >= head->events)
      check_report(*bundle_.summary->events == head->events ? head->head : "",
                   kCustodyHeadPath);
  }

  void check_label(const std::string& head) {
    if (is_blamed(problems_, "bag-info.txt")) return;
    const auto at = bundle_.info.find(std::string(kCustodyLabel));
    if (at == bundle_.info.end())
      problem("altered", "bag-info.txt",
              fmt::format("has no {}", kCustodyLabel));
    else if (at->second != head)
      problem("altered", "bag-info.txt",
              fmt::format("{} is {}, the files make it {}", kCustodyLabel,
                          at->second, head));
  }

  // `head`: what the event that the report names as the last comes to.
  void check_report(const std::string& head, std::string_view by) {
    if (bundle_.summary->custody_head != head)
      problem("custody", std::string(kSummaryFile),
              fmt::format("names an event {} that is not that of {}",
                          *bundle_.summary->events, by));
  }

  const WalkedBundle& bundle_;
  std::vector<Problem>& problems_;
};

}  // namespace

void check_custody_files(const WalkedBundle& bundle,
                         std::vector<Problem>& problems) {
  CustodyCheck(bundle, problems).run();
}

}  // namespace veto::reports
