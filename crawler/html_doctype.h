// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_HTML_DOCTYPE_H_
#define VETO_CRAWLER_HTML_DOCTYPE_H_

#include <string_view>

namespace veto::crawler {

// Whether a doctype puts the page into quirks mode (HTML Standard, 13.2.6.4.1),
// where a table does not end a paragraph. `text` is what stands between
// "<!doctype" and its end, ">" with it.
bool is_quirks_doctype(std::string_view text);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_DOCTYPE_H_
