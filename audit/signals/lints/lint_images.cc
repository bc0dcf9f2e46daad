// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images are fetched by their own addresses, often from another host: what
// their page says, and what the page's origin says, does not reach them.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "audit/signals/lints/carriers.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"

namespace veto::signals {
namespace {

// Of one pair of origins; those by URL after them are not looked at.
constexpr std::size_t kMaxImages = 300;

const Signal* noai_of(const Resource& resource) {
  for (const Signal& signal : resource.said.own)
    if (signal.family == Family::directive && signal.agent.empty() &&
        !signal.malformed && signal.source != Source::metadata &&
        (signal.name == "noai" || signal.name == "noimageai"))
      return &signal;
  return nullptr;
}

class ImageLints {
 public:
  explicit ImageLints(const LintContext& context) : context_(context) {
    for (const auto& [name, origin] : context.site.origins)
      if (origin.signals)
        signals_.emplace(name, SignalsByFamily(*origin.signals));
  }

  void look_at(const Resource& page) {
    const Signal* asks = noai_of(page);
    for (const std::string& url : page.shows) {
      const auto found = context_.site.resources.find(url);
      if (found == context_.site.resources.end()) continue;
      const Resource& image = found->second;
      if (!image.said.is_image() || !image.has_response) continue;
      if (asks && !noai_of(image))
        context_.book.add("page-only-noai", image.origin,
                          lint_place(image.url, 0, asks->raw), "",
                          {{"page", printable(page.url)}});
      hold_against_origin(page.origin, image);
    }
  }

 private:
  struct Lack {
    std::vector<std::string> agents;
    std::set<Family> families;
  };

  const Origin* origin_of(const std::string& name) const {
    const auto found = context_.site.origins.find(name);
    return found == context_.site.origins.end() ? nullptr : &found->second;
  }

  void hold_against_origin(const std::string& page_origin,
                           const Resource& image) {
    if (page_origin == image.origin) return;
    auto& seen = seen_[{page_origin, image.origin}];
    if (seen.size() >= kMaxImages || !seen.insert(image.url).second) return;
    const Origin* pages = origin_of(page_origin);
    const Origin* images = origin_of(image.origin);
    // Nothing is known of an origin whose robots.txt was never asked for.
    if (!pages || !images || !images->robots) return;
    Lack lack;
    find_closed_to(image, *pages, *images, lack);
    find_reserved(image, page_origin, *pages, *images, lack);
    if (lack.families.empty()) return;
    const LintPlace place = lint_place(image.url, 0, "");
    if (lack.families == std::set<Family>{Family::tdmrep})
      return context_.book.add("tdmrep-page-origin-only", image.origin, place,
                               page_origin, {{"page_origin", page_origin}});
    std::vector<std::string> carriers;
    for (const Family family : lack.families)
      carriers.emplace_back(carrier_name(family));
    context_.book.add("image-host-without", image.origin, place, page_origin,
                      {{"page_origin", page_origin},
                       {"carriers", lint_list(carriers)},
                       {"agents", lint_list(lack.agents)}});
  }

  static bool is_closed(const Origin& origin, std::string_view token,
                        const std::string& target) {
    if (!origin.robots) return false;
    if (!has_rules(origin))
      return origin.robots->availability() ==
             crawler::Availability::unreachable;
    return !origin.robots->rules.decide(token, target).allowed;
  }

  // Who may fetch this image and might not, lay it on the pages' origin.
  void find_closed_to(const Resource& image, const Origin& pages,
                      const Origin& images, Lack& lack) const {
    if (!has_rules(pages)) return;
    const std::string& target = image.said.target;
    const auto differs = [&](std::string_view token) {
      return is_closed(pages, token, target) &&
             !is_closed(images, token, target);
    };
    for (const std::string& token : training_tokens(context_.registry))
      if (differs(token)) lack.agents.push_back(token);
    if (differs("-")) lack.agents.emplace_back("*");
    if (!lack.agents.empty()) lack.families.insert(Family::rule);
  }

  bool is_reserved_itself(const Resource& image) const {
    const SignalsByFamily own(image.said.own);
    const auto of_origin = signals_.find(image.origin);
    for (const Use use : {Use::training, Use::dataset}) {
      for (const Carrier& carrier : carriers_for(use, own, image.said))
        if (carrier.wish == Wish::reserved) return true;
      if (of_origin == signals_.end()) continue;
      for (const Carrier& carrier :
           carriers_for(use, of_origin->second, image.said))
        if (carrier.wish == Wish::reserved) return true;
    }
    return false;
  }

  // What the pages' origin reserves in its files, where the image does not in
  // any form, nor is closed to everybody.
  void find_reserved(const Resource& image, const std::string& page_origin,
                     const Origin& pages, const Origin& images, Lack& lack) {
    const auto found = signals_.find(page_origin);
    if (found == signals_.end() || is_reserved_itself(image) ||
        is_closed(images, "-", image.said.target))
      return;
    Said there;
    there.target = image.said.target;
    there.kind = ResourceKind::image;
    there.robots = pages.robots;
    there.when = image.said.when;
    for (const Use use : {Use::training, Use::dataset})
      for (const Carrier& carrier : carriers_for(use, found->second, there))
        if (carrier.wish == Wish::reserved)
          lack.families.insert(carrier.family);
  }

  const LintContext& context_;
  std::map<std::string, SignalsByFamily> signals_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> seen_;
};

}  // namespace

void lint_images(const LintContext& context) {
  ImageLints lints(context);
  for (const auto& [url, page] : context.site.resources)
    if (!page.shows.empty()) lints.look_at(page);
}

}  // namespace veto::signals
