// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_CHARSET_DECODER_H_
#define VETO_CRAWLER_CHARSET_DECODER_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// `bytes` in UTF-8. `charset` is one of the Encoding Standard's names, UTF-8
// excepted; a byte order mark is left out. What is nothing in that charset
// becomes U+FFFD. windows-1252, ISO-8859-16, UTF-16, x-user-defined and
// "replacement" are decoded here, the others by ICU, whose tables differ from
// the standard's in single characters of the East Asian sets.
std::string decode_charset(std::string_view bytes, std::string_view charset);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CHARSET_DECODER_H_
