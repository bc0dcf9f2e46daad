// SPDX-License-Identifier: GPL-3.0-or-later
//
// The basic URL parser (URL Standard, section 4.4) without state override: the
// standard's state machine, each state reading its whole piece at once. Url's
// own; others call Url::parse.

#ifndef VETO_BASE_URL_PARSER_H_
#define VETO_BASE_URL_PARSER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace veto {

class UrlParser {
 public:
  // base may be null.
  static Result<Url> parse(std::string_view input, const Url* base);

 private:
  UrlParser(std::string_view input, const Url* base)
      : rest_(input), base_(base) {}

  // Each of these is one state of the standard, or a few that follow each
  // other. They read from rest_; false, with why_ set, is failure.
  bool parse_scheme();
  bool parse_after_scheme();
  bool parse_no_scheme();
  bool parse_relative();
  bool parse_special_authority();
  bool parse_authority();
  bool parse_host_and_port(std::string_view text);
  bool parse_port(std::string_view digits);
  bool parse_file();
  bool parse_file_slash();
  bool parse_file_host();
  bool parse_path_start();
  bool parse_path();
  bool parse_opaque_path();
  bool parse_query_and_fragment();

  void add_segment(std::string_view segment, bool last);
  void shorten_path();
  void copy_authority_from_base();
  void copy_path_and_query_from_base();
  bool fail_because(const char* why);

  bool is_slash(char c) const { return c == '/' || (special_ && c == '\\'); }
  // How much of text is before the first slash, "?" or "#".
  std::size_t segment_length(std::string_view text) const;
  void set_scheme(std::string_view scheme);

  // What is still to be read: valid UTF-8 without tabs and newlines.
  std::string_view rest_;
  const Url* base_;
  Url url_;
  bool special_ = false;
  const char* why_ = "";
};

// The default port of a special scheme, 0 for "file", nothing for a scheme that
// is not special.
std::optional<std::uint16_t> special_scheme_port(std::string_view scheme);

// The whole of a URL from its parts.
std::string serialize(const Url& url);

}  // namespace veto

#endif  // VETO_BASE_URL_PARSER_H_
