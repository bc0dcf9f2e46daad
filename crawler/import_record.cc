// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/gzip.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/content_coding.h"
#include "crawler/http_message.h"
#include "crawler/import_kind.h"
#include "crawler/parse_page.h"
#include "crawler/signal_files.h"
#include "crawler/warc_record.h"

namespace veto::crawler {
namespace {

constexpr int kTextLevel = 4;
constexpr int kImageLevel = 1;

struct Described {
  HttpHead head;
  std::string mime;
  bool robots = false;
  bool signal_file = false;
};

Described describe(const ImportEntry& entry) {
  Described described;
  described.mime = entry.mime;
  if (!entry.head.empty()) {
    if (auto head = parse_http_head(entry.head))
      described.head = std::move(*head);
    described.mime = mime_essence(
        find_header(described.head.headers, "content-type").value_or(""));
  }
  // Some servers and most tools leave the type out.
  if (described.mime.empty() || described.mime == "application/octet-stream")
    described.mime =
        mime_of(std::string_view(entry.body).substr(0, kSniffBytes), "");
  const auto url = Url::parse(entry.url);
  const bool bare = url && url->is_http() && !url->query();
  described.robots = bare && url->path() == "/robots.txt";
  described.signal_file =
      bare &&
      std::ranges::find(kSignalPaths, url->path()) != kSignalPaths.end();
  return described;
}

Target target_of(const Described& described) {
  if (described.robots) return Target::robots;
  if (described.signal_file) return Target::signal_file;
  return described.mime.starts_with("image/") ? Target::image : Target::page;
}

Capture capture_of(const ImportEntry& entry, const Described& described,
                   const ImportedSource& source) {
  Capture capture;
  capture.run_id = source.run_id;
  capture.url = entry.url;
  capture.target = target_of(described);
  capture.outcome = entry.cut ? Outcome::too_large : Outcome::fetched;
  if (entry.cut) capture.truncation = Truncation::length;
  capture.time = entry.time.value_or(source.imported);
  capture.status = described.head.status;
  capture.headers = described.head.headers;
  capture.mime = described.mime;
  capture.remote_ip = printable(entry.remote_ip, 100);
  capture.payload_digest = sha256(entry.body);
  capture.payload_size = entry.body.size();
  capture.import_id = source.id;
  capture.import_entry = entry.name;
  if (!is_redirect(capture.status)) return capture;
  const auto location = find_header(capture.headers, "location");
  const auto base = Url::parse(entry.url);
  if (!location || !base) return capture;
  if (const auto url = Url::parse(*location, *base))
    capture.redirect_to = url->without_fragment();
  return capture;
}

// A header field is one line of text, whatever the source's names hold.
std::string field_text(const std::string& text) {
  return printable(text, 1000);
}

std::string record_of(const ImportEntry& entry, const Capture& capture,
                      const ImportedSource& source) {
  const bool exchange = !entry.head.empty();
  const std::string block = entry.head + entry.body;
  WarcFields fields = {
      {"WARC-Type", exchange ? "response" : "resource"},
      {"WARC-Record-ID",
       warc_record_id(fmt::format("import\n{}\n{}\n{}", source.id, entry.name,
                                  capture.payload_digest.hex()))},
      {"WARC-Date", to_rfc3339(capture.time)},
      {"WARC-Target-URI", capture.url},
      {"WARC-Payload-Digest", capture.payload_digest.labelled()},
      {"WARC-Block-Digest", sha256(block).labelled()},
      {"Veto-Import-Source", field_text(source.name)},
      {"Veto-Import-Digest", source.digest.labelled()},
      {"Veto-Import-Entry", field_text(entry.name)},
      {"Veto-Import-Date", to_rfc3339(source.imported)},
      {"Veto-Import-Dated-By",
       entry.time ? field_text(entry.time_basis) : "the import itself"},
  };
  if (!entry.altered.empty())
    fields.emplace_back("Veto-Import-Altered", field_text(entry.altered));
  if (entry.cut) fields.emplace_back("WARC-Truncated", "length");
  fields.emplace_back("Content-Type", exchange
                                          ? "application/http;msgtype=response"
                                          : capture.mime);
  return warc_record(fields, block);
}

Page read_page(const ImportEntry& entry, const Capture& capture) {
  Page page;
  const auto url = Url::parse(capture.url);
  auto html = decode_content(capture.headers, entry.body, kMaxHtmlBytes);
  if (!url || !html)
    page.tree_refused = html || html.error().kind == ErrorKind::too_large
                            ? "too large"
                            : html.error().what;
  else
    page = parse_page(
        *html, *url, find_header(capture.headers, "content-type").value_or(""));
  return page;
}

}  // namespace

bool is_wanted(const ImportEntry& entry) {
  const Described described = describe(entry);
  return described.robots || described.signal_file ||
         is_redirect(described.head.status) || is_html_mime(described.mime) ||
         described.mime.starts_with("image/");
}

ImportedRecord import_record(ImportEntry entry, const ImportedSource& source) {
  ImportedRecord imported;
  const Described described = describe(entry);
  Capture& capture = imported.capture;
  capture = capture_of(entry, described, source);
  const std::string record = record_of(entry, capture, source);
  capture.id = sha256(record).hex();
  imported.members = gzip_compress(
      record, capture.mime.starts_with("image/") ? kImageLevel : kTextLevel);
  capture.warc_length = imported.members.size();
  if (capture.target != Target::page || !capture.has_resource() ||
      !is_html_mime(capture.mime))
    return imported;
  imported.page =
      entry.page ? std::move(*entry.page) : read_page(entry, capture);
  imported.page->capture_id = capture.id;
  imported.page->url = capture.url;
  if (imported.page->base.empty()) imported.page->base = capture.url;
  return imported;
}

}  // namespace veto::crawler
