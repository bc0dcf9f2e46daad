// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the registry of scrapers (docs/registry.md). The file may come from
// anywhere: everything in it is checked before it is believed.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "config/scrapers.h"

namespace veto::config {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "veto.scrapers/1";
constexpr std::size_t kMaxRegistryBytes = 4u << 20;
constexpr std::size_t kMaxScrapers = 5000;
constexpr std::size_t kMaxText = 500;  // bytes of one value
constexpr std::size_t kMaxRegistryList = 32;
constexpr int kMaxCacheHours = 24 * 90;

// Reads the fields of one object; keeps the first thing that does not fit.
// `prefix` names an object inside its entry: "robots.".
class Fields {
 public:
  explicit Fields(const json& object, std::string prefix = {})
      : object_(object), prefix_(std::move(prefix)) {
    if (!object.is_object()) problem_ = prefix_ + "it is no object";
  }

  bool ok() const { return problem_.empty(); }
  std::unexpected<Error> error(std::string where) const {
    return fail(ErrorKind::damaged,
                "the registry of scrapers cannot be used, " + problem_,
                std::move(where));
  }
  void refuse(std::string_view field, std::string_view why) {
    if (ok()) problem_ = fmt::format("\"{}{}\" {}", prefix_, field, why);
  }
  void take(const Fields& inner) {
    if (ok()) problem_ = inner.problem_;
  }

  // Null when it is not there.
  const json* find(std::string_view field) const {
    if (!object_.is_object()) return nullptr;
    const auto at = object_.find(field);
    return at == object_.end() ? nullptr : &*at;
  }

  std::string text(std::string_view field, bool required = false) {
    const json* value = find(field);
    if (!value) {
      if (required) refuse(field, "is missing");
      return {};
    }
    return checked(field, *value);
  }

  std::vector<std::string> list(std::string_view field) {
    std::vector<std::string> out;
    const json* value = find(field);
    if (!value) return out;
    if (!value->is_array() || value->empty() ||
        value->size() > kMaxRegistryList) {
      refuse(field, "is no list of 1 to 32 texts");
      return out;
    }
    for (const json& item : *value) out.push_back(checked(field, item));
    return out;
  }

  bool flag(std::string_view field) {
    const json* value = find(field);
    if (value && !value->is_boolean()) refuse(field, "is not true or false");
    return value && value->is_boolean() && value->get<bool>();
  }

  int number(std::string_view field, int otherwise, int least, int most) {
    const json* value = find(field);
    if (!value) return otherwise;
    const bool fits =
        value->is_number_unsigned() &&
        value->get<std::uint64_t>() <= static_cast<std::uint64_t>(most) &&
        value->get<std::uint64_t>() >= static_cast<std::uint64_t>(least);
    if (!fits)
      refuse(field,
             fmt::format("is no whole number from {} to {}", least, most));
    return fits ? value->get<int>() : otherwise;
  }

  template <std::size_t N>
  std::string one_of(std::string_view field,
                     const std::string_view (&allowed)[N]) {
    std::string value = text(field, /*required=*/true);
    if (ok() && std::ranges::find(allowed, value) == std::end(allowed))
      refuse(field, fmt::format("may not be \"{}\"", value));
    return value;
  }

 private:
  std::string checked(std::string_view field, const json& value) {
    if (!value.is_string()) {
      refuse(field, "is no text");
      return {};
    }
    const auto& text = value.get_ref<const std::string&>();
    if (text.empty() || text.size() > kMaxText)
      refuse(field, "is empty or longer than 500 bytes");
    else if (printable(text, 8 * kMaxText) != text)
      refuse(field, "holds characters that cannot be shown");
    return text;
  }

  const json& object_;
  std::string prefix_;
  std::string problem_;
};

bool is_id(std::string_view text) {
  return text.size() <= 64 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// "2026-11-23" or "2026-11".
bool is_date(std::string_view text) {
  if (text.size() != 10 && text.size() != 7) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash != (text[i] == '-')) return false;
    if (!dash && (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

// Words are looked up by their first letters and digits, byte by byte.
bool is_agent_word(std::string_view text) {
  const auto ascii = [](char c) { return c >= 0x20 && c < 0x7F; };
  const char first = ascii_lower(text.empty() ? ' ' : text[0]);
  return text.size() >= 3 && text.size() <= 80 &&
         std::ranges::all_of(text, ascii) &&
         ((first >= 'a' && first <= 'z') || (first >= '0' && first <= '9'));
}

void read_agent_words(Fields& fields, Scraper& scraper) {
  std::vector<std::string> words = fields.list("in_agent");
  for (const std::string& word : words)
    if (!is_agent_word(word))
      fields.refuse("in_agent", "holds a word that cannot be looked for");
  scraper.match_in_logs = !words.empty();
  if (!words.empty()) {
    scraper.ua_match = std::move(words.front());
    words.erase(words.begin());
  }
  scraper.ua_also = std::move(words);
  scraper.ua_unless = fields.list("unless");
  scraper.high_risk_match = fields.flag("everyday_word");
  scraper.control_only = fields.flag("control_only");
  if (scraper.control_only && scraper.match_in_logs)
    fields.refuse("in_agent", "stands beside control_only");
}

void read_robots(Fields& fields, Scraper& scraper) {
  const json* object = fields.find("robots");
  if (!object) return fields.refuse("robots", "is missing");
  Fields robots(*object, "robots.");
  scraper.robots_claim = robots.one_of("stance", kRobotsClaims);
  scraper.cache_hours = robots.number("cache_hours", 24, 1, kMaxCacheHours);
  scraper.keeps_crawl_delay = robots.flag("crawl_delay");
  scraper.ignores_wildcard = robots.flag("skips_wildcard");
  scraper.fallback_tokens = robots.list("falls_back_to");
  fields.take(robots);
}

void read_proof(Fields& fields, Scraper& scraper) {
  const json* object = fields.find("proof");
  if (!object) return;
  Fields proof(*object, "proof.");
  scraper.address_lists = proof.list("addresses");
  scraper.addresses_complete = proof.flag("addresses_complete");
  if (scraper.addresses_complete && scraper.address_lists.empty())
    proof.refuse("addresses_complete", "stands there without addresses");
  scraper.reverse_dns = proof.list("reverse_dns");
  scraper.signature_directory = proof.text("signatures");
  // ".example.org": a suffix without its dot would also fit "evilexample.org".
  for (const std::string& suffix : scraper.reverse_dns)
    if (suffix.front() != '.')
      proof.refuse("reverse_dns", "holds a suffix without a leading dot");
  fields.take(proof);
}

void read_known(Fields& fields, Scraper& scraper) {
  const json* object = fields.find("known");
  if (!object) return fields.refuse("known", "is missing");
  Fields known(*object, "known.");
  scraper.evidence = known.one_of("level", kEvidenceLevels);
  scraper.sources = known.list("from");
  fields.take(known);
}

Result<Scraper> read_scraper(const json& entry, std::size_t number) {
  std::string where = fmt::format("entry {}", number + 1);
  if (entry.is_object())
    if (const auto id = entry.find("id"); id != entry.end() && id->is_string())
      where += fmt::format(" ({})",
                           printable(id->get_ref<const std::string&>(), 80));
  Fields fields(entry);
  Scraper scraper;
  scraper.id = fields.text("id", /*required=*/true);
  if (!is_id(scraper.id)) fields.refuse("id", "is not in lower case letters");
  scraper.token = fields.text("token", /*required=*/true);
  scraper.operator_name = fields.text("operator");
  scraper.purpose = fields.one_of("purpose", kPurposes);
  scraper.user_triggered = fields.flag("user_triggered");
  scraper.crawls_for_ai = fields.flag("for_ai");
  scraper.docs_url = fields.text("docs");
  read_agent_words(fields, scraper);
  read_robots(fields, scraper);
  read_proof(fields, scraper);
  read_known(fields, scraper);
  if (!fields.ok()) return fields.error(where);
  return scraper;
}

Status read_sources(
    Fields& top, std::map<std::string, RegistrySource, std::less<>>& sources) {
  const json* object = top.find("sources");
  if (!object || !object->is_object() || object->size() > 200) {
    top.refuse("sources", "is no object of at most 200 sources");
    return top.error("its top level");
  }
  for (const auto& [label, value] : object->items()) {
    Fields fields(value);
    RegistrySource source;
    source.date = fields.text("date", true);
    source.what = fields.text("what", true);
    if (fields.find("level"))
      source.level = fields.one_of("level", kEvidenceLevels);
    source.tells = fields.list("tells");
    if (!is_date(source.date)) fields.refuse("date", "is no date");
    for (const std::string& field : source.tells)
      if (std::ranges::find(kRegistryFields, field) ==
          std::end(kRegistryFields))
        fields.refuse("tells", "names what no entry has");
    if (!fields.ok()) return fields.error("source " + printable(label, 80));
    sources.emplace(label, std::move(source));
  }
  return {};
}

Status read_without_crawler(Fields& top, std::vector<WithoutCrawler>& out) {
  const json* list = top.find("without_crawler");
  if (!list) return {};
  if (!list->is_array() || list->size() > kMaxScrapers) {
    top.refuse("without_crawler", "is no list of at most 5000 entries");
    return top.error("its top level");
  }
  for (const json& entry : *list) {
    Fields fields(entry);
    WithoutCrawler one;
    one.id = fields.text("id", true);
    if (!is_id(one.id)) fields.refuse("id", "is not in lower case letters");
    one.operator_name = fields.text("operator", true);
    one.purpose = fields.one_of("purpose", kPurposes);
    one.evidence = fields.one_of("level", kEvidenceLevels);
    if (!fields.ok())
      return fields.error(
          fmt::format("without_crawler, entry {}", out.size() + 1));
    out.push_back(std::move(one));
  }
  return {};
}

Error clash(const Scraper& scraper, std::string_view why) {
  return {ErrorKind::damaged,
          fmt::format("the registry of scrapers cannot be used, {}", why),
          scraper.id,
          {}};
}

}  // namespace

Result<ScraperRegistry> ScraperRegistry::parse(std::string_view text) {
  if (text.size() > kMaxRegistryBytes)
    return fail(ErrorKind::damaged,
                "the registry of scrapers is larger than 4 MiB");
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded())
    return fail(ErrorKind::damaged, "the registry of scrapers is not JSON");

  ScraperRegistry registry;
  Fields top(document);
  if (top.text("schema", true) != kSchema)
    top.refuse("schema", "is not \"veto.scrapers/1\"");
  registry.date_ = top.text("date", true);
  if (!is_date(registry.date_)) top.refuse("date", "is no date");
  const json* list = top.find("scrapers");
  if (!list || !list->is_array() || list->size() > kMaxScrapers)
    top.refuse("scrapers", "is no list of at most 5000 entries");
  if (!top.ok()) return top.error("its top level");
  if (auto read = read_sources(top, registry.sources_); !read)
    return pass(read);

  if (auto read = read_without_crawler(top, registry.without_crawler_); !read)
    return pass(read);

  for (std::size_t i = 0; i < list->size(); ++i) {
    auto scraper = read_scraper((*list)[i], i);
    if (!scraper) return pass(scraper);
    for (const std::string& label : scraper->sources)
      if (!registry.source(label))
        return std::unexpected(clash(*scraper, "a source is not listed"));
    registry.scrapers_.push_back(std::move(*scraper));
  }
  registry.index();
  for (const Scraper& scraper : registry.scrapers_) {
    if (registry.by_id(scraper.id) != &scraper)
      return std::unexpected(clash(scraper, "an id is there twice"));
    if (registry.by_token(scraper.token) != &scraper)
      return std::unexpected(clash(scraper, "a token is there twice"));
  }
  return registry;
}

}  // namespace veto::config
