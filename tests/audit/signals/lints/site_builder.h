// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a Site out of what servers answer, by the readers of the families.

#ifndef VETO_TESTS_AUDIT_SIGNALS_LINTS_SITE_BUILDER_H_
#define VETO_TESTS_AUDIT_SIGNALS_LINTS_SITE_BUILDER_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/signals/consumers/site.h"
#include "audit/signals/lints/lint.h"

namespace veto::test {

inline const std::string kHome = "https://example.org";
inline const std::string kCdn = "https://cdn.example.net";

inline constexpr const char* kTdmrep = "/.well-known/tdmrep.json";
inline constexpr std::string_view kReserved =
    R"([{"location": "/", "tdm-reservation": 1}])";

struct Meta {
  std::string name, content;
  bool in_body = false;
};

class SiteBuilder {
 public:
  SiteBuilder& robots(const std::string& origin, std::string_view text,
                      int status = 200);
  SiteBuilder& twin(const std::string& origin, std::string_view text,
                    int status = 200);
  // At "/.well-known/tdmrep.json" and the like, or a license by its path.
  SiteBuilder& file(const std::string& origin, const std::string& path,
                    std::string_view body, std::string_view type,
                    int status = 200);
  SiteBuilder& page(const std::string& url, const crawler::Headers& headers,
                    const std::vector<Meta>& metas = {},
                    const std::vector<std::string>& shows = {});
  // `metadata`: signals of the image's own bytes.
  SiteBuilder& image(const std::string& url, const crawler::Headers& headers,
                     std::vector<signals::Signal> metadata = {});
  signals::Site build();

 private:
  signals::Resource& resource(const std::string& url,
                              const crawler::Headers& headers);

  signals::Site site_;
  std::map<std::string, std::vector<signals::Signal>> of_origin_;
};

// A statement in an image's bytes.
signals::Signal metadata(signals::Family family, std::string name,
                         std::string value, std::string problem = "");

std::vector<signals::Lint> lints(SiteBuilder& builder);
// Their codes, each once, in alphabetical order: "a b c". Notes are left out
// unless asked for.
std::string codes(const std::vector<signals::Lint>& lints,
                  bool with_notes = false);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_SIGNALS_LINTS_SITE_BUILDER_H_
