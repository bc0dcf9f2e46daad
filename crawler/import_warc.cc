// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_warc.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/sha1.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/dechunk.h"
#include "crawler/http_message.h"
#include "crawler/warc_stream.h"

namespace veto::crawler {
namespace {

constexpr std::uint64_t kMaxWarcHead = 256u << 10;

std::string text_of(const WarcFields& fields, std::string_view name) {
  return std::string(find_field(fields, name).value_or(""));
}

// Base32 comes in upper case; some writers use hexadecimal digits for sha1
// too, which is left unchecked.
bool digest_matches(const WarcStream::Record& record) {
  const std::string stated = text_of(record.fields, "WARC-Block-Digest");
  if (record.cut || stated.empty()) return true;
  const auto colon = stated.find(':');
  const std::string label = to_lower(stated.substr(0, colon));
  const std::string value =
      colon == std::string::npos ? "" : stated.substr(colon + 1);
  if (label == "sha256" && value.size() == 64)
    return to_lower(value) == sha256(record.block).hex();
  if (label == "sha1" && value.size() == 32)
    return iequals(value, sha1_base32(record.block));
  return true;
}

// Head and body apart; chunks are taken off as they are in our own captures.
bool split_response(const WarcStream::Record& record, std::uint64_t max_body,
                    ImportEntry& entry) {
  const std::size_t size = http_head_size(record.block);
  if (size == 0) return false;
  const std::string_view head = std::string_view(record.block).substr(0, size);
  const std::string_view body = std::string_view(record.block).substr(size);
  const auto parsed = parse_http_head(head);
  if (!parsed) return false;
  const auto coding = find_header(parsed->headers, "transfer-encoding");
  std::optional<std::string> whole;
  if (coding && to_lower(*coding).find("chunked") != std::string::npos)
    whole = dechunk(body);
  if (whole) entry.altered = "chunked transfer coding was taken off the body";
  entry.body = whole ? std::move(*whole) : std::string(body);
  entry.head = archived_head(head, entry.body.size());
  entry.cut = record.cut || entry.body.size() > max_body;
  if (entry.body.size() > max_body) entry.body.resize(max_body);
  return true;
}

struct WarcImport {
  std::string_view prefix;
  const ImportLimits& limits;
  const ImportSinks& sinks;
  std::uint64_t number = 0;

  std::string name() const {
    return fmt::format("{}record {}", prefix, number);
  }

  Status take(WarcStream::Record record) {
    ++number;
    const std::string type = to_lower(text_of(record.fields, "WARC-Type"));
    const std::string uri = text_of(record.fields, "WARC-Target-URI");
    if (type != "response" && type != "resource") {
      sinks.pass_over(type == "revisit"
                          ? "a repeat whose body is in another record"
                          : "a WARC record that is no response",
                      name());
      return {};
    }
    const auto url = Url::parse(uri);
    if (!url || !url->is_http()) {
      sinks.pass_over("no http or https address", name());
      return {};
    }
    if (find_field(record.fields, "WARC-Segment-Number")) {
      sinks.lose("a record that is split in segments", name());
      return {};
    }
    if (!digest_matches(record)) {
      sinks.lose("a record that does not match its own digest", name());
      return {};
    }
    return hand_over(std::move(record), *url, type == "response");
  }

  Status hand_over(WarcStream::Record record, const Url& url, bool response) {
    ImportEntry entry;
    entry.name = name();
    entry.url = url.without_fragment();
    entry.remote_ip = text_of(record.fields, "WARC-IP-Address");
    if (auto time = parse_rfc3339(text_of(record.fields, "WARC-Date"))) {
      entry.time = *time;
      entry.time_basis = "WARC-Date";
    }
    if (!response) {
      entry.mime = mime_essence(text_of(record.fields, "Content-Type"));
      entry.cut = record.cut || record.block.size() > limits.max_body;
      entry.body = std::move(record.block);
      if (entry.body.size() > limits.max_body)
        entry.body.resize(limits.max_body);
    } else if (!split_response(record, limits.max_body, entry)) {
      sinks.lose("a response that is no HTTP", name());
      return {};
    }
    entry.cut =
        entry.cut || find_field(record.fields, "WARC-Truncated").has_value();
    return sinks.take(std::move(entry));
  }
};

}  // namespace

Status read_warc(const ReadBytes& bytes, std::string_view prefix,
                 const ImportLimits& limits, const ImportSinks& sinks) {
  WarcStream stream(bytes, limits.max_body + kMaxWarcHead);
  WarcImport reader{prefix, limits, sinks};
  for (;;) {
    auto record = stream.next();
    if (!record) {
      record.error().where =
          fmt::format("{}record {}", prefix, reader.number + 1);
      return pass(record);
    }
    if (!*record) return {};
    auto taken = reader.take(std::move(**record));
    if (!taken) return taken;
  }
}

}  // namespace veto::crawler
