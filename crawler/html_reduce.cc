// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_reduce.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

#include "base/text.h"
#include "crawler/html_lexer.h"

namespace veto::crawler {
namespace {

using Names = std::span<const std::string_view>;

// What is kept of an element; without any of it the element goes too.
struct Kept {
  std::string_view name;
  std::string_view written;  // the name it gets
  bool is_void;
  Names attributes;
};

constexpr std::string_view kAnchor[] = {"href", "xlink:href", "rel"};
constexpr std::string_view kBase[] = {"href"};
constexpr std::string_view kLink[] = {"href", "rel", "as", "imagesrcset"};
constexpr std::string_view kMeta[] = {"name", "property", "http-equiv",
                                      "itemprop", "content"};
constexpr std::string_view kImg[] = {
    "src",           "srcset",        "alt",
    "title",         "data-src",      "data-srcset",
    "data-original", "data-lazy-src", "data-lazy-srcset"};
constexpr std::string_view kSvgImage[] = {"href", "xlink:href", "src"};
constexpr std::string_view kSource[] = {"srcset", "data-srcset"};
constexpr std::string_view kInput[] = {"type", "src", "alt", "title"};
constexpr std::string_view kVideo[] = {"poster", "title"};
constexpr std::string_view kFrame[] = {"src", "data-src"};

constexpr Kept kElements[] = {
    {"a", "a", false, kAnchor},          {"area", "area", true, kAnchor},
    {"base", "base", true, kBase},       {"frame", "iframe", false, kFrame},
    {"iframe", "iframe", false, kFrame}, {"image", "img", true, kSvgImage},
    {"img", "img", true, kImg},          {"input", "input", true, kInput},
    {"link", "link", true, kLink},       {"meta", "meta", true, kMeta},
    {"source", "source", true, kSource}, {"video", "video", false, kVideo}};

// Tags that do not part words.
constexpr std::string_view kInline[] = {
    "a",     "abbr", "b",      "bdi",    "bdo",   "big",  "cite",
    "code",  "data", "del",    "dfn",    "em",    "font", "i",
    "ins",   "kbd",  "mark",   "q",      "s",     "samp", "script",
    "small", "span", "strike", "strong", "style", "sub",  "sup",
    "time",  "tt",   "u",      "var",    "wbr"};

template <typename Range>
bool contains(const Range& range, std::string_view name) {
  return std::find(std::begin(range), std::end(range), name) != std::end(range);
}

bool is_container(std::string_view name) {
  return name == "figure" || name == "figcaption" || name == "picture";
}

bool is_data_url(std::string_view value) {
  return iequals(trim(value).substr(0, 5), "data:");
}

void append_text(std::string& out, std::string_view text) {
  for (char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c != '\0') {
      out += c;
    }
  }
}

void append_attribute(std::string& out, std::string_view name,
                      std::string_view value) {
  const bool has_double = value.find('"') != value.npos;
  const char quote = has_double && value.find('\'') == value.npos ? '\'' : '"';
  out += ' ';
  out += name;
  out += '=';
  out += quote;
  for (char c : value) {
    if (c == '"' && quote == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  out += quote;
}

class Reducer {
 public:
  Reducer(std::string_view html, int max_depth)
      : lexer_(html), max_depth_(max_depth) {}

  ReducedHtml run() {
    while (elements_ < kMaxHtmlElements && result_.depth <= max_depth_) {
      const HtmlToken& token = lexer_.next();
      if (token.kind == HtmlToken::Kind::end_of_input) break;
      take(token);
    }
    result_.html = "<!DOCTYPE html><html" + lang_ + ">" + out_;
    return std::move(result_);
  }

 private:
  void take(const HtmlToken& token) {
    switch (token.kind) {
      case HtmlToken::Kind::start_tag:
        return start(token);
      case HtmlToken::Kind::end_tag:
        return end(token.name);
      case HtmlToken::Kind::text:
        if (figcaptions_ > 0) append_text(out_, token.text);
        return;
      case HtmlToken::Kind::raw_text:
        if (in_title_) title(token.text);
        return;
      case HtmlToken::Kind::end_of_input:
        return;
    }
  }

  void title(std::string_view text) {
    ++elements_;
    out_ += "<title>";
    append_text(out_, text);
    out_ += "</title>";
  }

  void start(const HtmlToken& token) {
    // An SVG has titles of its own.
    in_title_ = token.name == "title" && svgs_ == 0;
    if (is_container(token.name)) return open(token.name);
    if (token.name == "html") return root(token);
    if (token.name == "svg" && !token.self_closing) ++svgs_;
    if (token.name == "input" && token.attribute("src") == nullptr) return;
    for (const Kept& kept : kElements)
      if (kept.name == token.name) return element(token, kept);
    part_words(token.name);
  }

  void end(std::string_view name) {
    if (name == "svg" && svgs_ > 0) --svgs_;
    if (is_container(name)) return close(name);
    part_words(name);
  }

  void part_words(std::string_view name) {
    if (figcaptions_ > 0 && !contains(kInline, name)) out_ += ' ';
  }

  void root(const HtmlToken& token) {
    const std::string_view* lang = token.attribute("lang");
    if (lang != nullptr && lang_.empty())
      append_attribute(lang_, "lang", *lang);
  }

  void element(const HtmlToken& token, const Kept& kept) {
    std::string attributes;
    for (std::string_view name : kept.attributes) {
      const std::string_view* value = token.attribute(name);
      if (value != nullptr && !value->empty() && !is_data_url(*value))
        append_attribute(attributes, name, *value);
    }
    if (attributes.empty()) return;
    ++elements_;
    out_ += '<';
    out_ += kept.written;
    out_ += attributes;
    out_ += '>';
    if (kept.is_void) return;
    out_ += "</";
    out_ += kept.written;
    out_ += '>';
  }

  void open(const std::string& name) {
    ++elements_;
    open_.push_back(name);
    if (name == "figcaption") ++figcaptions_;
    result_.depth = std::max(result_.depth, static_cast<int>(open_.size()));
    out_ += '<' + name + '>';
  }

  // As the tree builder does: a picture does not end across a figure, the
  // others end whatever is open within them.
  void close(std::string_view name) {
    auto at = std::find_if(open_.rbegin(), open_.rend(), [&](const auto& open) {
      return open == name || (name == "picture" && open != "picture");
    });
    if (at == open_.rend() || *at != name) return;
    const auto first = std::prev(at.base());
    figcaptions_ -=
        static_cast<int>(std::count(first, open_.end(), "figcaption"));
    open_.erase(first, open_.end());
    out_ += "</";
    out_ += name;
    out_ += '>';
  }

  HtmlLexer lexer_;
  const int max_depth_;
  ReducedHtml result_;
  std::string out_;
  std::string lang_;
  std::vector<std::string> open_;
  int figcaptions_ = 0;
  int elements_ = 0;
  int svgs_ = 0;
  bool in_title_ = false;
};

}  // namespace

ReducedHtml reduce_html(std::string_view html, int max_depth) {
  return Reducer(html, max_depth).run();
}

}  // namespace veto::crawler
