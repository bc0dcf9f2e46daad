// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/replaced.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "crawler/api/warc_members.h"

namespace veto::reports {
namespace {

using std::string_view_literals::operator""sv;

// MD5, the shortest digest that stores of files still name.
constexpr std::size_t kMinHexDigits = 32;
constexpr std::size_t kMinBase64Digits = 22;

struct Ids {
  std::string original, resource, conversion, metadata;
};

Ids ids_of(const RecordGroup& group, const Replacement& replacement,
           const Salted& salted) {
  Ids ids;
  ids.original = salted.record_id(group.head.field("WARC-Record-ID"));
  ids.metadata = salted.record_id("metadata");
  if (replacement.body.empty()) return ids;
  ids.resource = salted.record_id("resource");
  if (replacement.done != "withheld")
    ids.conversion = salted.record_id("conversion");
  return ids;
}

crawler::Headers fields_of(std::string_view type, const std::string& id,
                           const RecordGroup& group) {
  return {{"WARC-Type", std::string(type)},
          {"WARC-Record-ID", id},
          {"WARC-Date", group.head.field("WARC-Date")},
          {"WARC-Target-URI", group.head.field("WARC-Target-URI")}};
}

std::string resource(const RecordGroup& group, const Replacement& replacement,
                     const Ids& ids) {
  auto fields = fields_of("resource", ids.resource, group);
  fields.emplace_back("WARC-Payload-Digest",
                      sha256(replacement.body).labelled());
  return crawler::packed_record(std::move(fields), replacement.content_type,
                                replacement.body);
}

std::string conversion(const RecordGroup& group, const Replacement& replacement,
                       const Ids& ids, UtcTime now) {
  auto fields = fields_of("conversion", ids.conversion, group);
  fields[2].second = to_rfc3339(now);
  fields.emplace_back("WARC-Refers-To", ids.original);
  fields.emplace_back("WARC-Payload-Digest",
                      sha256(replacement.body).labelled());
  fields.emplace_back("Veto-Conversion", replacement.done);
  return crawler::packed_record(std::move(fields), replacement.content_type,
                                replacement.body);
}

// Fields of an import's record that say where it came from.
void add_import(const RecordGroup& group, std::string& block) {
  for (const auto& [name, value] : group.head.fields)
    if (name.starts_with("Veto-Import-") && name != "Veto-Import-Digest")
      block += fmt::format("{}: {}\r\n", name, value);
}

std::string metadata(const RecordGroup& group, const crawler::Capture* capture,
                     const Replacement& replacement, const Digest* commitment,
                     const Ids& ids) {
  std::string block = fmt::format("edition: {}\r\nreason: {}\r\n",
                                  replacement.done, replacement.reason);
  if (commitment)
    block += fmt::format("commitment: {}\r\n", commitment->labelled());
  if (capture) {
    block += fmt::format("originalType: {}\r\noriginalBytes: {}\r\n",
                         printable(capture->mime), capture->payload_size);
    if (capture->status != 0)
      block += fmt::format("originalStatus: {}\r\n", capture->status);
    for (const auto& [name, value] : capture->headers)
      if (!may_be_digest(name, value))
        block += fmt::format("originalField: {}: {}\r\n", printable(name),
                             printable(value));
  } else {
    block += fmt::format("originalRecordBytes: {}\r\n", group.head.size);
  }
  add_import(group, block);
  for (const auto& other : group.others)
    if (other.field("WARC-Type") == "metadata") block += other.block();
  auto fields = fields_of("metadata", ids.metadata, group);
  if (!ids.resource.empty())
    fields.emplace_back("WARC-Concurrent-To", ids.resource);
  return crawler::packed_record(std::move(fields), "application/warc-fields",
                                block);
}

}  // namespace

bool may_be_digest(std::string_view name, std::string_view value) {
  constexpr std::array kNames = {"etag"sv,     "digest"sv, "md5"sv, "hash"sv,
                                 "checksum"sv, "sha"sv,    "crc"sv};
  const std::string low = to_lower(name);
  if (std::ranges::any_of(
          kNames, [&](std::string_view part) { return low.contains(part); }))
    return true;
  std::size_t hex = 0, base64 = 0;
  for (const char c : value) {
    hex = hex_value(c) >= 0 ? hex + 1 : 0;
    const bool digit = hex_value(c) >= 0 || (c >= 'a' && c <= 'z') ||
                       (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
    if (c == '=' && base64 >= kMinBase64Digits) return true;
    base64 = digit ? base64 + 1 : 0;
    if (hex >= kMinHexDigits) return true;
  }
  return false;
}

Replaced replace(const RecordGroup& group, const crawler::Capture* capture,
                 const std::optional<std::string>& payload,
                 const Replacement& replacement, const Salted& salted,
                 UtcTime now) {
  using nlohmann::json;
  const Ids ids = ids_of(group, replacement, salted);
  std::optional<Digest> commitment;
  if (payload) commitment = salted.commit(*payload);
  Replaced replaced;
  if (!ids.resource.empty())
    replaced.members += resource(group, replacement, ids);
  if (!ids.conversion.empty())
    replaced.members += conversion(group, replacement, ids, now);
  replaced.members += metadata(group, capture, replacement,
                               commitment ? &*commitment : nullptr, ids);
  const std::string url = to_valid_utf8(group.head.field("WARC-Target-URI"));
  const json committed =
      commitment ? json(commitment->labelled()) : json(nullptr);
  json records = {{"original", ids.original}, {"metadata", ids.metadata}};
  if (!ids.resource.empty()) records["resource"] = ids.resource;
  if (!ids.conversion.empty()) records["conversion"] = ids.conversion;
  replaced.derivative = {
      {"url", url},
      {"captured", group.head.field("WARC-Date")},
      {"done", replacement.done},
      {"reason", to_valid_utf8(replacement.reason)},
      {"type", capture ? to_valid_utf8(capture->mime) : ""},
      {"bytes", capture ? capture->payload_size : group.head.size},
      {"commitment", committed},
      {"pictures", replacement.pictures},
      {"records", std::move(records)}};
  replaced.salt = {{"url", url},
                   {"captured", group.head.field("WARC-Date")},
                   {"record", group.head.field("WARC-Record-ID")},
                   {"stands_as", ids.original},
                   {"salt", salted.salt_hex()},
                   {"commitment", committed}};
  return replaced;
}

}  // namespace veto::reports
