// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/html/severity_view.h"

#include <string>

#include "base/text.h"

namespace veto::reports {
namespace {

using exposure::Effect;
using exposure::Factor;
using nlohmann::json;

constexpr std::size_t kMaxShown = 8;
constexpr std::size_t kMaxText = 300;

std::string listed(const json& list) {
  std::string text;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (at == kMaxShown) return text + ", …";
    if (at > 0) text += ", ";
    text += printable(list[at].get<std::string>(), kMaxText);
  }
  return text;
}

std::string words_of(const Texts& texts, const Factor& factor) {
  json quoted = json::array();
  for (const json& word : factor.facts["words"]) {
    quoted.push_back(texts.say(
        "exposure.word",
        {{"kind", word["kind"]},
         {"text", printable(word["text"].get<std::string>(), kMaxText)}}));
  }
  return listed(quoted);
}

// What a lesser edition says of words that it leaves out, and of those in the
// picture's address, which stay.
std::string lesser_words(const Texts& texts, const Factor& factor,
                         std::uint64_t left_out) {
  const char* key = "edition.words_plain";
  if (factor.effect == Effect::raises) key = "edition.words_raise";
  if (factor.code == "named-person") key = "edition.words_person";
  std::string text = texts.count(key, left_out);
  if (!factor.facts["words"].empty())
    text += ' ' + texts.say("edition.words_stay",
                            {{"words", words_of(texts, factor)}});
  return text;
}

std::string places_of(const Texts& texts, const json& facts) {
  const auto count = [&](const char* key, const char* fact) {
    return texts.count(key, facts[fact].get<std::uint64_t>());
  };
  return texts.say("exposure.places",
                   {{"urls", count("exposure.address", "urls")},
                    {"pages", count("exposure.page", "pages")},
                    {"hosts", listed(facts["hosts"])}});
}

std::string sentence_of(const Texts& texts, const Factor& factor) {
  const std::string key = "exposure." + factor.code;
  const json& facts = factor.facts;
  if (factor.code == "face-size") {
    return texts.say(key + "." + facts["reach"].get<std::string>(),
                     {{"pixels", facts["pixels"]},
                      {"detectable", facts["detectable"]},
                      {"searchable", facts["searchable"]},
                      {"best", facts["best"]}});
  }
  if (const auto left = facts.find("left_out"); left != facts.end())
    return lesser_words(texts, factor, left->get<std::uint64_t>());
  if (factor.code == "words-beside" && factor.effect == Effect::neither)
    return texts.say("exposure.words-plain",
                     {{"words", words_of(texts, factor)}});
  if (factor.code == "words-beside" || factor.code == "named-person")
    return texts.say(key, {{"words", words_of(texts, factor)}});
  if (factor.code == "camera")
    return texts.say(
        key, {{"camera", printable(facts["camera"].get<std::string>(), 200)}});
  if (factor.code == "places") return places_of(texts, facts);
  if (factor.code == "full-size-offered" || factor.code == "same-picture")
    return texts.count(key, facts["urls"].size(),
                       {{"urls", listed(facts["urls"])}});
  if (factor.code == "indexing")
    return texts.say(key + (facts["asked_not_to_be_indexed"].get<bool>()
                                ? ".asked"
                                : ".open"));
  if (factor.code == "image-opt-out") {
    if (facts["reserved"].get<bool>()) return texts.say(key + ".reserved");
    return texts.say(key +
                     (facts["page_only"].get<bool>() ? ".page_only" : ".open"));
  }
  return texts.say(key);
}

}  // namespace

json severity_view(const Texts& texts, const exposure::Exposure& exposure) {
  json factors = json::array(), remedies = json::array();
  for (const Factor& factor : exposure.factors) {
    factors.push_back(
        {{"text", sentence_of(texts, factor)},
         {"effect", texts.say("exposure.effect." +
                              std::string(to_string(factor.effect)))}});
  }
  for (const std::string& remedy : exposure.remedies)
    remedies.push_back(texts.say("exposure.remedy." + remedy));
  return {{"severity", texts.say("exposure.severity." +
                                 std::string(to_string(exposure.severity)))},
          {"graded", true},
          {"factors", std::move(factors)},
          {"remedies", std::move(remedies)}};
}

json not_graded_view(const Texts& texts) {
  return {{"severity", texts.say("edition.not_graded")}, {"graded", false}};
}

}  // namespace veto::reports
