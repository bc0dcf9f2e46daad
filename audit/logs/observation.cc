// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/observation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::logs {
namespace {

using nlohmann::json;

// Reads the members of one line; `ok` is false once one is not as it must be.
class MemberReader {
 public:
  explicit MemberReader(const json& object) : object_(object) {}

  std::string text(const char* name) {
    const auto at = object_.find(name);
    if (at != object_.end() && at->is_string()) return at->get<std::string>();
    ok_ = false;
    return {};
  }
  std::uint64_t number(const char* name) {
    const auto at = object_.find(name);
    if (at != object_.end() && at->is_number_unsigned())
      return at->get<std::uint64_t>();
    ok_ = false;
    return 0;
  }
  template <typename T>
  T value(const Result<T>& parsed) {
    ok_ = ok_ && parsed.has_value();
    return parsed ? *parsed : T{};
  }
  bool ok() const { return ok_; }

 private:
  const json& object_;
  bool ok_ = true;
};

std::optional<Observation> read_observation(std::string_view line) {
  if (line.size() > kMaxManifestLine) return std::nullopt;
  const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return std::nullopt;
  MemberReader reader(object);
  Observation seen;
  seen.file = reader.text("file");
  seen.url = reader.text("url");
  seen.status = static_cast<int>(reader.number("status") % 1000);
  seen.time = reader.value(parse_rfc3339(reader.text("fetched_at")));
  seen.bytes = reader.number("bytes");
  seen.digest = reader.value(Digest::parse(reader.text("sha256")));
  seen.certificate_host = reader.text("certificate_host");
  seen.certificate = reader.text("certificate_sha256");
  if (!reader.ok()) return std::nullopt;
  return seen;
}

}  // namespace

std::string observation_line(const Observation& seen) {
  const json object = {{"file", to_valid_utf8(seen.file)},
                       {"url", to_valid_utf8(seen.url)},
                       {"status", seen.status},
                       {"fetched_at", to_rfc3339(seen.time)},
                       {"bytes", seen.bytes},
                       {"sha256", seen.digest.hex()},
                       {"certificate_host", seen.certificate_host},
                       {"certificate_sha256", seen.certificate}};
  return object.dump() + '\n';
}

Result<Manifest> read_manifest(const std::filesystem::path& path,
                               const Sinks& sinks) {
  auto text = read_file(path, kMaxManifestBytes);
  if (!text && text.error().kind == ErrorKind::not_found) return Manifest();
  if (!text) return pass(text);
  Manifest manifest;
  std::size_t number = 0;
  for (std::string_view line : split(*text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    auto seen = read_observation(line);
    std::string name = seen ? seen->file : std::string();
    if (!seen ||
        !manifest
             .emplace(std::move(name),
                      ManifestEntry{std::move(*seen), std::string(line)})
             .second)
      sinks.warning({ErrorKind::usage,
                     "a line of the manifest is not used: it is none, or "
                     "another one is about the same file",
                     fmt::format("{}, line {}", path.string(), number),
                     {}});
  }
  return manifest;
}

std::string_view doubt(const Observation& seen, UtcTime date,
                       const Digest& digest) {
  if (seen.digest != digest) return "the file is not the one that was fetched";
  if (std::chrono::floor<std::chrono::seconds>(seen.time) != date)
    return "it was fetched at another time than the file's name says";
  if (seen.status != 200) return "the server's answer was not 200";
  const auto url = Url::parse(seen.url);
  if (!url || url->scheme() != "https" ||
      seen.certificate_host != url->host() || seen.certificate.empty())
    return "it was not fetched over https";
  return {};
}

}  // namespace veto::logs
