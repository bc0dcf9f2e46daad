// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/exposure/factors.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "audit/exposure/name_like.h"
#include "audit/faces/look.h"
#include "base/text.h"
#include "base/url.h"
#include "base/url_percent.h"

namespace veto::exposure {
namespace {

using faces::ImageRecord;
using nlohmann::json;

constexpr std::size_t kMaxListed = 50;

json texts(const std::set<std::string>& list) {
  json array = json::array();
  for (const std::string& text : list) {
    if (array.size() == kMaxListed) break;
    array.push_back(to_valid_utf8(text));
  }
  return array;
}

std::string host_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  return parsed ? std::string(parsed->host()) : std::string();
}

// The last segment of the path, without its ending.
std::string file_name_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  if (!parsed) return {};
  std::string name(parsed->path());
  name = name.substr(name.find_last_of('/') + 1);
  return name.substr(0, name.find_last_of('.'));
}

// "IMG_2045", "DSC00012", "3f9a...": what cameras and programs write.
bool is_made_by_a_machine(std::string_view name) {
  const auto digits = std::ranges::count_if(name, is_digit);
  const auto letters = std::ranges::count_if(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
  });
  return letters < 3 || digits >= letters || (digits >= 2 && letters <= 4);
}

// Directives that ask search engines to leave an image out.
bool asks_not_to_index(const signals::ResourcePosture& posture) {
  return std::ranges::any_of(posture.directives, [](const std::string& name) {
    return name == "noindex" || name == "none" || name == "noimageindex";
  });
}

}  // namespace

Surveyed::Surveyed(const faces::FacesResult& faces,
                   const signals::SignalsResult* signals)
    : faces_(faces), signals_(signals) {
  for (const ImageRecord& image : faces.images) {
    for (const std::string& url : image.urls) by_url_.emplace(url, &image);
  }
  if (signals_ == nullptr) return;
  for (const signals::ResourcePosture& posture : signals_->resources) {
    postures_.emplace(posture.url, &posture);
  }
}

std::vector<Factor> Surveyed::factors_of(const ImageRecord& image, int side,
                                         bool child) const {
  std::vector<Factor> factors = size_factor(side);
  if (child) factors.push_back({"child", Effect::raises, json::object()});
  for (auto part : {word_factors(image), file_factors(image),
                    place_factors(image), signal_factors(image)}) {
    std::ranges::move(part, std::back_inserter(factors));
  }
  return factors;
}

std::vector<Factor> Surveyed::size_factor(int side) const {
  const char* reach = "below";
  if (side >= kDetectable) reach = "detectable";
  if (side >= kSearchable) reach = "searchable";
  if (side >= kBest) reach = "best";
  return {{"face-size",
           side >= kSearchable
               ? Effect::raises
               : (side < kDetectable ? Effect::lowers : Effect::neither),
           {{"pixels", side},
            {"reach", reach},
            {"detectable", kDetectable},
            {"searchable", kSearchable},
            {"best", kBest}}}};
}

std::vector<Factor> Surveyed::word_factors(const ImageRecord& image) const {
  json words = json::array(), persons = json::array();
  bool name = false;
  const auto add = [&](std::string_view kind, const std::string& text,
                       const std::string& where, bool could_name) {
    json& list = kind == "person" ? persons : words;
    if (list.size() == kMaxListed) return;
    name = name || could_name;
    list.push_back({{"kind", kind},
                    {"text", to_valid_utf8(text)},
                    {"where", to_valid_utf8(where)},
                    {"could_hold_name", could_name}});
  };
  for (const faces::WordsBeside& beside : image.words)
    add(beside.kind, beside.text, beside.page, could_hold_name(beside.text));
  for (const std::string& url : image.urls) {
    const std::string file = percent_decode(file_name_of(url));
    if (!is_made_by_a_machine(file)) add("file name", file, url, false);
  }
  std::vector<Factor> factors;
  if (!persons.empty())
    factors.push_back(
        {"named-person", Effect::raises, {{"words", std::move(persons)}}});
  if (!words.empty())
    factors.push_back({"words-beside",
                       name ? Effect::raises : Effect::neither,
                       {{"words", std::move(words)}}});
  return factors;
}

std::vector<Factor> Surveyed::file_factors(const ImageRecord& image) const {
  std::vector<Factor> factors;
  if (image.metadata.location)
    factors.push_back({"location", Effect::raises, json::object()});
  if (!image.metadata.camera.empty())
    factors.push_back({"camera",
                       Effect::raises,
                       {{"camera", to_valid_utf8(image.metadata.camera)}}});
  return factors;
}

std::vector<Factor> Surveyed::place_factors(const ImageRecord& image) const {
  std::vector<Factor> factors;
  std::set<std::string> larger, hosts, alike;
  for (const std::string& url : image.offered) {
    const auto other = by_url_.find(url);
    if (other == by_url_.end() || other->second == &image) continue;
    if (other->second->width > image.width) larger.insert(url);
  }
  for (const std::string& url : image.urls) hosts.insert(host_of(url));
  for (const ImageRecord& other : faces_.images) {
    if (&other == &image || !faces::same_look(other.look, image.look)) continue;
    if (!other.urls.empty()) alike.insert(other.urls.front());
  }
  if (!larger.empty())
    factors.push_back(
        {"full-size-offered", Effect::raises, {{"urls", texts(larger)}}});
  const bool many = image.urls.size() > 1 || image.pages.size() > 1;
  factors.push_back({"places",
                     many ? Effect::raises : Effect::neither,
                     {{"urls", image.urls.size()},
                      {"pages", image.pages.size()},
                      {"hosts", texts(hosts)}}});
  if (image.in_sitemap)
    factors.push_back({"sitemap", Effect::raises, json::object()});
  // True of nearly every image, so that it tells one from no other.
  if (image.embeddable)
    factors.push_back({"embeddable", Effect::neither, json::object()});
  if (!alike.empty())
    factors.push_back(
        {"same-picture", Effect::raises, {{"urls", texts(alike)}}});
  return factors;
}

std::vector<Factor> Surveyed::signal_factors(const ImageRecord& image) const {
  if (signals_ == nullptr || image.urls.empty()) return {};
  // The weakest of the places that serve it counts.
  bool kept_out = true, reserved = true, page_only = false;
  for (const std::string& url : image.urls) {
    const auto found = postures_.find(url);
    if (found == postures_.end()) return {};
    const signals::ResourcePosture& posture = *found->second;
    kept_out = kept_out && asks_not_to_index(posture);
    reserved = reserved && (posture.noai || posture.noimageai);
    page_only = page_only || posture.page_only;
  }
  return {{"indexing",
           kept_out ? Effect::neither : Effect::raises,
           {{"asked_not_to_be_indexed", kept_out}}},
          {"image-opt-out",
           reserved ? Effect::neither : Effect::raises,
           {{"reserved", reserved}, {"page_only", page_only}}}};
}

}  // namespace veto::exposure
