// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/texts/texts.h"

#include "base/text.h"
#include "embedded/texts_en.h"
#include "embedded/texts_en_agents.h"
#include "embedded/texts_en_edition.h"
#include "embedded/texts_en_exposure.h"
#include "embedded/texts_en_matrix.h"
#include "embedded/texts_en_signals.h"

namespace veto::reports {
namespace {

using nlohmann::json;

// One rule of plurals is enough for English; a language that needs more gets
// its own keys.
std::string_view plural_of(const Values& values) {
  const auto n = values.find("n");
  const bool one = n != values.end() && n->second.is_number() &&
                   n->second.get<double>() == 1;
  return one ? "one" : "other";
}

std::string written(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_unsigned() ||
      (value.is_number_integer() && value.get<std::int64_t>() >= 0))
    return grouped(value.get<std::uint64_t>());
  return value.dump();
}

}  // namespace

Result<Texts> Texts::load(std::string_view language) {
  if (language != "en")
    return fail(ErrorKind::unsupported, "there are no texts in that language",
                std::string(language), "languages: en");
  Texts texts;
  texts.language_ = language;
  texts.texts_ = json::parse(embedded::texts_en(), nullptr, false);
  for (const std::string_view more :
       {embedded::texts_en_agents(), embedded::texts_en_edition(),
        embedded::texts_en_exposure(), embedded::texts_en_matrix(),
        embedded::texts_en_signals()})
    texts.texts_.merge_patch(json::parse(more, nullptr, false));
  if (!texts.texts_.is_object())
    return fail(ErrorKind::bug, "the texts cannot be read",
                std::string(language));
  return texts;
}

const json* Texts::find(std::string_view key) const {
  const json* at = &texts_;
  for (std::string_view part : split(key, '.')) {
    if (!at->is_object()) return nullptr;
    const auto next = at->find(std::string(part));
    if (next == at->end()) return nullptr;
    at = &*next;
  }
  return at;
}

bool Texts::has(std::string_view key) const { return find(key) != nullptr; }

std::string Texts::absent(std::string_view what) const {
  missing_.emplace_back(what);
  return "(not recorded)";
}

std::string Texts::say(std::string_view key, const Values& values) const {
  const json* text = find(key);
  if (text && text->is_object()) {
    const auto form = text->find(std::string(plural_of(values)));
    text = form == text->end() ? nullptr : &*form;
  }
  if (!text || !text->is_string()) return absent(key);
  return substitute(
      text->get_ref<const std::string&>(), [&](std::string_view name) {
        const auto value = values.find(std::string(name));
        if (value == values.end() || value->second.is_null())
          return absent(std::string(key) + "{" + std::string(name) + "}");
        return written(value->second);
      });
}

std::string Texts::count(std::string_view key, std::uint64_t n,
                         Values values) const {
  values["n"] = n;
  return say(key, values);
}

const json& Texts::html() const {
  static const json nothing = json::object();
  const json* html = find("html");
  return html ? *html : nothing;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 5) return digits;
  for (auto at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, "\u202f");
  }
  return digits;
}

}  // namespace veto::reports
