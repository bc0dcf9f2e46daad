// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/lint_words.h"

namespace veto::reports {
namespace {

using nlohmann::json;
using signals::Lint;

std::string words(const Texts& texts, const Lint& lint, const char* which) {
  const json all = lint.values();
  Values values;
  for (const auto& [name, value] : all.items()) values[name] = value;
  return texts.say("lint." + std::string(lint.kind->code) + "." + which,
                   values);
}

}  // namespace

std::string lint_says(const Texts& texts, const Lint& lint) {
  return words(texts, lint, "says");
}

std::string lint_fix(const Texts& texts, const Lint& lint) {
  return words(texts, lint, "fix");
}

std::string lint_place(const Lint& lint) {
  const auto& [url, line, raw] = lint.first();
  return line > 0 ? url + ":" + std::to_string(line) : url;
}

json lint_json(const Texts& texts, const Lint& lint) {
  json examples = json::array();
  for (const auto& [url, line, raw] : lint.examples)
    examples.push_back({{"url", url}, {"line", line}, {"raw", raw}});
  return {{"code", lint.kind->code},      {"cost", to_string(lint.kind->cost)},
          {"origin", lint.origin},        {"subject", lint.subject},
          {"count", lint.count},          {"says", lint_says(texts, lint)},
          {"fix", lint_fix(texts, lint)}, {"source", lint.kind->source},
          {"facts", lint.facts},          {"examples", std::move(examples)}};
}

}  // namespace veto::reports
