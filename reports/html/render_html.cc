// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/render_html.h"

#include "embedded/agents_mustache.h"
#include "embedded/card_mustache.h"
#include "embedded/client_rows_mustache.h"
#include "embedded/exposures_mustache.h"
#include "embedded/group_mustache.h"
#include "embedded/matrix_mustache.h"
#include "embedded/methods_mustache.h"
#include "embedded/report_mustache.h"
#include "embedded/scrapers_mustache.h"
#include "embedded/signals_mustache.h"
#include "embedded/style_mustache.h"
#include "embedded/summary_mustache.h"
#include "embedded/timeline_mustache.h"
#include "reports/headlines.h"
#include "reports/html/agents_view.h"
#include "reports/html/matrix_view.h"
#include "reports/html/template.h"
#include "reports/html/view.h"

namespace veto::reports {
namespace {

Partials partials() {
  return {{"agents", embedded::agents_mustache()},
          {"card", embedded::card_mustache()},
          {"client_rows", embedded::client_rows_mustache()},
          {"exposures", embedded::exposures_mustache()},
          {"group", embedded::group_mustache()},
          {"matrix", embedded::matrix_mustache()},
          {"methods", embedded::methods_mustache()},
          {"scrapers", embedded::scrapers_mustache()},
          {"signals", embedded::signals_mustache()},
          {"style", embedded::style_mustache()},
          {"summary", embedded::summary_mustache()},
          {"timeline", embedded::timeline_mustache()}};
}

}  // namespace

Result<std::string> render_html(const ReportData& data, const Texts& texts) {
  const FindingWords words(data, texts);
  const ViewContext context{data, texts, words};
  const std::string site = site_of(data, texts);
  return render_template(
      embedded::report_mustache(),
      {{"lang", texts.language()},
       {"title", texts.say("title")},
       {"site", site},
       {"heading", texts.say("title_of", {{"site", site}})},
       {"t", texts.html()},
       {"about", about_view(context)},
       {"edition", edition_view(context)},
       {"summary", summary_view(context)},
       {"exposures", exposures_view(context)},
       {"signals", signals_view(context)},
       {"matrix", matrix_view(context)},
       {"mend", lints_view(context)},
       {"site_findings", site_view(context)},
       {"agents", agents_view(context)},
       {"scrapers", scrapers_view(context)},
       {"observations", observations_view(context)},
       {"limits", limits_view(context)},
       {"methods", methods_view(context)},
       {"check", check_view(context)},
       {"custody",
        texts.say("custody_head", {{"events", grouped(data.custody_events)},
                                   {"head", data.custody_head.hex()}})}},
      partials());
}

}  // namespace veto::reports
