// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/rsl.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "base/xml_namespaces.h"
#include "base/xml_reader.h"

namespace veto::signals {
namespace {

constexpr std::size_t kMaxRslText = 4096;  // bytes of one element's text
constexpr std::size_t kMaxRslPattern = 1000;
constexpr std::string_view kUsages[] = {"all",      "ai-all",   "ai-train",
                                        "ai-input", "ai-index", "search"};
constexpr std::string_view kUserClasses[] = {
    "commercial", "education", "government", "non-commercial", "personal"};

std::vector<std::string> values_of(std::string_view text) {
  std::vector<std::string> values;
  std::string value;
  for (const char c : text) {
    if (std::string_view(" \t\n\r,").find(c) == std::string_view::npos) {
      value += ascii_lower(c);
    } else if (!value.empty()) {
      values.push_back(std::exchange(value, {}));
    }
  }
  if (!value.empty()) values.push_back(std::move(value));
  return values;
}

bool lists(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

bool names_everybody(const std::vector<std::string>& values, bool users) {
  if (lists(values, "all")) return true;
  return users && std::ranges::all_of(kUserClasses, [&](std::string_view one) {
           return lists(values, one);
         });
}

// Of one <license>, or of the <content> around it.
struct RslLicense {
  std::vector<Signal> statements;
  bool conditional = false;
};

class RslHandler final : public XmlHandler {
 public:
  RslHandler(const Signal& stem, std::string_view site)
      : stem_(stem), site_(site) {}

  void open(std::string_view name, const XmlAttributes& attributes) override {
    spaces_.enter(attributes);
    const std::string_view local = local_name(name);
    if (!rooted_) return open_root(name, local);
    if (foreign_ > 0 || spaces_.of_element(name) != kRslNamespace) {
      ++foreign_;
      return;
    }
    if (local == "content") open_content(attributes);
    if (local == "license") {
      license_ = {};
      licensed_ = true;
    }
    if (local != "permits" && local != "prohibits" && local != "payment" &&
        local != "legal")
      return;
    text_.clear();
    element_ = local;
    type_ = to_lower(trim(attributes.find("type").value_or("")));
    line_ = attributes.line();
  }

  void text(std::string_view piece) override {
    if (foreign_ > 0 || element_.empty() || text_.size() >= kMaxRslText) return;
    text_ += piece.substr(0, kMaxRslText - text_.size());
  }

  void close(std::string_view name) override {
    spaces_.leave();
    if (foreign_ > 0) {
      --foreign_;
      return;
    }
    const std::string_view local = local_name(name);
    if (local == element_) close_statement();
    if (local == "license") close_license();
    if (local != "content") return;
    if (!licensed_ && !served_)
      add(signals_, "content", "", fmt::format("<content url=\"{}\">", scope_),
          "no_license");
    scope_.clear();
    scope_problem_ = "no_url";
    served_ = false;
  }

  bool has_enough() const override {
    return !problem_.empty() || signals_.size() >= kMaxRslSignals;
  }

  std::vector<Signal> take() {
    if (problem_.empty() && contents_ == 0) problem_ = "no_content";
    if (!problem_.empty()) return {alone(problem_, root_)};
    return std::move(signals_);
  }

  Signal alone(std::string_view problem, std::string_view raw) const {
    Signal signal = stem_;
    signal.family = Family::rsl;
    signal.name = "rsl";
    signal.raw = printable(raw);
    signal.problem = problem;
    return signal;
  }

 private:
  bool full() const {
    return signals_.size() + license_.statements.size() >= kMaxRslSignals;
  }

  void open_root(std::string_view name, std::string_view local) {
    rooted_ = true;
    root_ = fmt::format("<{}>", name);
    if (local != "rsl") {
      problem_ = "not_rsl";
      return;
    }
    const std::string_view bound = spaces_.of_element(name);
    if (bound == kRslNamespace) return;
    const auto colon = name.rfind(':');
    const std::string declaration =
        colon == std::string_view::npos
            ? "xmlns"
            : fmt::format("xmlns:{}", name.substr(0, colon));
    root_ = fmt::format("<{} {}=\"{}\">", name, declaration, bound);
    problem_ = "wrong_namespace";
  }

  void open_content(const XmlAttributes& attributes) {
    ++contents_;
    licensed_ = false;
    line_ = attributes.line();
    scope_ = scope_of(trim(attributes.find("url").value_or("")));
    scope_problem_ = scope_.empty() ? "no_url" : "";
    // A copy of it stands in every signal, and one that is cut is another.
    if (scope_.size() > kMaxRslPattern) {
      scope_.clear();
      scope_problem_ = "url_too_long";
    }
    const auto server = attributes.find("server");
    served_ = server && !trim(*server).empty();
    if (served_)
      add(signals_, "server", printable(trim(*server)),
          fmt::format("<content server=\"{}\">", *server));
  }

  std::string scope_of(std::string_view url) const {
    const auto absolute = Url::parse(url);
    if (absolute && absolute->is_http() && absolute->origin() == site_)
      return absolute->request_target();
    // Longer than any that is kept, so that what is cut is seen to be.
    return printable(url.substr(0, kMaxRslPattern + 1), 8 * kMaxRslPattern);
  }

  void close_statement() {
    const std::string element = std::exchange(element_, {});
    const std::string raw = fmt::format("<{} type=\"{}\">{}</{}>", element,
                                        type_, trim(text_), element);
    if (element == "payment") {
      license_.conditional |= !type_.empty() && type_ != "free";
      return add(license_.statements, "payment",
                 type_.empty() ? "free" : printable(type_), raw);
    }
    if (element == "legal")
      return add(license_.statements, fmt::format("legal:{}", printable(type_)),
                 printable(trim(text_)), raw);
    const std::vector<std::string> values = values_of(text_);
    const bool limits = type_ == "user" || type_ == "geo";
    if (limits && !values.empty() &&
        (element == "prohibits" || !names_everybody(values, type_ == "user")))
      license_.conditional = true;
    if (values.empty())
      return add(license_.statements, printable(type_), element, raw,
                 "no_value");
    for (const std::string& value : values) add_value(element, value, raw);
  }

  void add_value(const std::string& element, std::string_view value,
                 const std::string& raw) {
    const std::string shown = printable(value, 200);
    if (type_ == "user" || type_ == "geo")
      return add(license_.statements, fmt::format("{}:{}", type_, shown),
                 element, raw);
    if (type_ != "usage")
      return add(license_.statements, shown, element, raw, "unknown_type");
    const bool known = std::ranges::find(kUsages, value) != std::end(kUsages);
    add(license_.statements, shown, element, raw, known ? "" : "unknown_usage");
  }

  void close_license() {
    for (Signal& signal : license_.statements) {
      const bool usage = signal.name.find(':') == std::string::npos;
      if (usage && signal.value == "permits" &&
          (license_.conditional || served_))
        signal.value = "permits_if";
      signals_.push_back(std::move(signal));
    }
    license_ = {};
  }

  void add(std::vector<Signal>& list, std::string name, std::string value,
           std::string_view raw, std::string_view problem = "") {
    if (full()) return;
    Signal signal = stem_;
    signal.family = Family::rsl;
    signal.scope = scope_;
    signal.name = std::move(name);
    signal.value = std::move(value);
    signal.raw = printable(raw);
    signal.line = line_;
    signal.problem = scope_.empty() ? scope_problem_ : problem;
    list.push_back(std::move(signal));
  }

  const Signal& stem_;
  std::string_view site_;
  XmlNamespaces spaces_;
  int foreign_ = 0;  // open elements from one of another namespace on
  std::vector<Signal> signals_;
  RslLicense license_;
  std::string problem_;
  std::string root_;
  bool rooted_ = false;
  int contents_ = 0;
  std::string scope_;  // of the content that is open
  std::string_view scope_problem_ = "no_url";
  bool served_ = false;    // it names a license server
  bool licensed_ = false;  // it has a <license>
  std::string element_;    // the statement that is open
  std::string type_;
  std::string text_;
  int line_ = 0;
};

}  // namespace

std::vector<Signal> read_rsl(std::string_view document, const Signal& stem,
                             std::string_view site) {
  RslHandler handler(stem, site);
  if (document.size() > kMaxRslBytes)
    return {handler.alone("not_rsl", "longer than a license file may be")};
  const Status read = read_xml(document, handler);
  // A document that is not well-formed has no readers: what came before the
  // fault does not count.
  if (!read) return {handler.alone("not_rsl", read.error().what)};
  return handler.take();
}

}  // namespace veto::signals
