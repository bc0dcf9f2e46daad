// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/address_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/bounded_json.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxPrefixText = 64;

struct ListArray {
  const char* name;
  const char* fields[3];  // null: no more
};

constexpr ListArray kListArrays[] = {
    {"prefixes", {"ipv4Prefix", "ipv6Prefix", "ip_prefix"}},
    {"ipv6_prefixes", {"ipv6_prefix", nullptr, nullptr}},
    {"ips", {"ip_address", nullptr, nullptr}}};

// Gathers what can be taken, and what cannot with its reason.
class ListReader {
 public:
  void add(const std::string& text) {
    ++entries_;
    if (text.size() > kMaxPrefixText) return problem("too long", text);
    const auto prefix = parse_prefix(text);
    if (prefix)
      prefixes_.push_back(*prefix);
    else
      problem(prefix.error(), text);
  }
  void strange() {
    ++entries_;
    problem("no entry of a known form", "");
  }
  bool full() const { return entries_ >= kMaxListEntries; }
  bool none() const { return prefixes_.empty(); }
  AddressList finish() {
    list_.prefixes = PrefixSet(std::move(prefixes_));
    return std::move(list_);
  }
  AddressList& list() { return list_; }

 private:
  void problem(std::string_view why, std::string_view text) {
    ++list_.problems;
    if (list_.reasons.size() == kMaxListReasons) return;
    list_.reasons.push_back(fmt::format("entry {}: {}", entries_, why));
    if (!text.empty()) list_.reasons.back() += ": " + printable(text, 80);
  }

  AddressList list_;
  std::vector<Prefix> prefixes_;
  std::size_t entries_ = 0;
};

// "2026-11-01T00:00:00.000000" has no zone, Amazon's
// "2026-11-01-00-00-00" is no RFC 3339: only the words are kept of that.
void read_created(const json& document, AddressList& list) {
  for (const char* name : {"creationTime", "createDate"}) {
    const auto at = document.find(name);
    if (at == document.end() || !at->is_string()) continue;
    const auto& text = at->get_ref<const std::string&>();
    list.created = printable(text, 40);
    auto time = parse_rfc3339(text);
    if (!time) time = parse_rfc3339(text.substr(0, 19) + "Z");
    if (time) list.created_at = *time;
    return;
  }
}

Status too_many() {
  return fail(ErrorKind::too_large,
              fmt::format("an address list holds more than {} entries",
                          kMaxListEntries));
}

void read_entry(const json& entry, const ListArray& form, ListReader& reader) {
  bool known = false;
  for (const char* field : form.fields) {
    if (!field || !entry.is_object()) break;
    const auto at = entry.find(field);
    if (at == entry.end() || !at->is_string()) continue;
    known = true;
    reader.add(at->get_ref<const std::string&>());
  }
  if (!known) reader.strange();
}

Status read_document(const json& document, ListReader& reader) {
  if (document.is_array()) {
    for (const json& entry : document) {
      if (reader.full()) return too_many();
      if (entry.is_string())
        reader.add(entry.get_ref<const std::string&>());
      else
        reader.strange();
    }
    return {};
  }
  read_created(document, reader.list());
  for (const ListArray& form : kListArrays) {
    const auto array = document.find(form.name);
    if (array == document.end()) continue;
    if (!array->is_array())
      return fail(
          ErrorKind::damaged,
          fmt::format("\"{}\" of an address list is no list", form.name));
    for (const json& entry : *array) {
      if (reader.full()) return too_many();
      read_entry(entry, form, reader);
    }
  }
  return {};
}

Status read_json(std::string_view text, ListReader& reader) {
  // Deeper than an entry's fields there is nothing to look for.
  constexpr int kMaxDepth = 8;
  bool deep = false;
  const auto document = parse_bounded_json<json>(text, kMaxDepth, deep);
  if (!document.is_structured())
    return fail(ErrorKind::damaged, "an address list is no JSON of its form");
  return read_document(document, reader);
}

Status read_plain(std::string_view text, ListReader& reader) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trim(line.substr(0, std::min(line.find('#'), line.size())));
    if (line.empty()) continue;
    if (reader.full()) return too_many();
    reader.add(std::string(line.substr(0, kMaxPrefixText + 1)));
  }
  return {};
}

}  // namespace

Result<AddressList> read_address_list(std::string_view text) {
  if (text.size() > kMaxListBytes)
    return fail(ErrorKind::too_large, "an address list is longer than 4 MiB");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  ListReader reader;
  const bool is_json = text.starts_with('{') || text.starts_with('[');
  if (text.starts_with('<'))
    return fail(ErrorKind::damaged, "an address list is a page of HTML");
  auto read = is_json ? read_json(text, reader) : read_plain(text, reader);
  if (!read) return pass(read);
  if (reader.none())
    return fail(ErrorKind::damaged, "an address list holds no prefix");
  return reader.finish();
}

}  // namespace veto::logs
