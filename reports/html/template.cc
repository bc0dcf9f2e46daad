// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/template.h"

#include <kainjow/mustache.hpp>

#include <limits>

#include "base/text.h"

namespace veto::reports {
namespace {

namespace km = kainjow::mustache;
using nlohmann::json;

constexpr std::size_t kUncut = std::numeric_limits<std::size_t>::max();

km::data converted(const json& value) {
  switch (value.type()) {
    case json::value_t::object: {
      km::data object(km::data::type::object);
      for (const auto& [key, part] : value.items())
        if (!part.is_null()) object.set(key, converted(part));
      return object;
    }
    case json::value_t::array: {
      km::data list(km::data::type::list);
      for (const auto& part : value) list.push_back(converted(part));
      return list;
    }
    case json::value_t::boolean:
      return km::data(value.get<bool>() ? km::data::type::bool_true
                                        : km::data::type::bool_false);
    case json::value_t::string:
      return km::data(printable(value.get_ref<const std::string&>(), kUncut));
    default:
      return km::data(value.dump());
  }
}

// Remembers the names that were asked for and not there.
class StrictContext final : public km::basic_context<std::string> {
 public:
  StrictContext(const km::data* data, const Partials& partials)
      : scopes_(data) {
    for (const auto& [name, text] : partials)
      partials_.set(name, km::data(std::string(text)));
  }

  void push(const km::data* data) override { scopes_.push(data); }
  void pop() override { scopes_.pop(); }

  const km::data* get(const std::string& name) const override {
    return found(name, scopes_.get(name));
  }
  const km::data* get_partial(const std::string& name) const override {
    return found(">" + name, partials_.get(name));
  }

  const std::string& missing() const { return missing_; }

 private:
  const km::data* found(const std::string& name, const km::data* data) const {
    if (!data && missing_.empty()) missing_ = name;
    return data;
  }

  km::context<std::string> scopes_;
  km::data partials_{km::data::type::object};
  mutable std::string missing_;
};

bool has_unescaped_tag(std::string_view text) {
  return text.find("{{{") != std::string_view::npos ||
         text.find("{{&") != std::string_view::npos ||
         text.find("{{=") != std::string_view::npos;
}

Status check_texts(std::string_view text, const Partials& partials) {
  if (has_unescaped_tag(text))
    return fail(ErrorKind::bug, "a template may not print without escaping");
  for (const auto& [name, partial] : partials)
    if (has_unescaped_tag(partial))
      return fail(ErrorKind::bug, "a template may not print without escaping",
                  name);
  return {};
}

}  // namespace

Result<std::string> render_template(std::string_view text, const json& data,
                                    const Partials& partials) {
  if (auto checked = check_texts(text, partials); !checked)
    return pass(checked);
  try {
    km::mustache mustache{std::string(text)};
    if (!mustache.is_valid())
      return fail(ErrorKind::bug, mustache.error_message());
    mustache.set_custom_escape(
        [](const std::string& raw) { return escape_html(raw); });
    const km::data root = converted(data);
    StrictContext context(&root, partials);
    std::string out = mustache.render(context);
    if (!mustache.is_valid())
      return fail(ErrorKind::bug, mustache.error_message());
    if (!context.missing().empty())
      return fail(ErrorKind::bug, "a template asks for what it is not given",
                  context.missing());
    return out;
  } catch (const std::exception& thrown) {
    return fail(ErrorKind::bug, "a template cannot be rendered", thrown.what());
  }
}

}  // namespace veto::reports
