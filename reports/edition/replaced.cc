// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/replaced.h"

#include <fmt/format.h>

#include "base/text.h"
#include "crawler/api/warc_members.h"
#include "reports/edition/answer_fields.h"

namespace veto::reports {
namespace {

constexpr std::size_t kLongestName = 64;  // of a field

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

// Of a field that may tell of the picture, its name; also that may be anything.
std::string field_line(std::string_view name, std::string_view value) {
  if (is_harmless_field(name, value))
    return fmt::format("originalField: {}: {}\r\n", printable(name),
                       printable(value));
  return fmt::format("originalFieldLeftOut: {}\r\n",
                     name.size() > kLongestName || holds_digest(name)
                         ? "(a name like a digest)"
                         : printable(name));
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
      block += field_line(name, value);
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
