// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/template.h"

#include <doctest/doctest.h>

using namespace veto;
using reports::render_template;

TEST_CASE("everything is escaped") {
  const auto html = render_template("<p title=\"{{a}}\">{{a}}</p>",
                                    {{"a", "<b>\"'&\n\xff"}}, {});
  REQUIRE(html);
  CHECK(*html ==
        "<p title=\"&lt;b&gt;&quot;&#39;&amp;\\x0a\\xff\">"
        "&lt;b&gt;&quot;&#39;&amp;\\x0a\\xff</p>");
}

TEST_CASE("sections, lists, numbers and partials") {
  const auto html = render_template(
      "{{#list}}{{>item}},{{/list}}{{^none}}none{{/none}}"
      "{{#yes}}{{t.deep.key}}{{/yes}}{{#texts}}{{.}}{{/texts}}",
      {{"list", {{{"n", 1}}, {{"n", 2}}}},
       {"none", nlohmann::json::array()},
       {"yes", true},
       {"t", {{"deep", {{"key", "v"}}}}},
       {"texts", {"a", "b"}}},
      {{"item", "<{{n}}>"}});
  REQUIRE(html);
  CHECK(*html == "<1>,<2>,nonevab");
}

TEST_CASE("what a template asks for and does not get is an error") {
  for (const char* text : {"{{a}}", "{{#a}}x{{/a}}", "{{^a}}x{{/a}}", "{{>a}}",
                           "{{t.a}}", "{{#list}}{{a}}{{/list}}", "{{null}}"}) {
    CAPTURE(text);
    const auto html = render_template(
        text, {{"t", {{"b", 1}}}, {"null", nullptr}, {"list", {{{"n", 1}}}}},
        {});
    REQUIRE_FALSE(html);
    CHECK(html.error().kind == ErrorKind::bug);
  }
}

TEST_CASE("a template cannot print without escaping") {
  for (const char* text : {"{{{a}}}", "{{&a}}", "{{=<% %>=}}"})
    CHECK_FALSE(render_template(text, {{"a", "<"}}, {}));
  CHECK_FALSE(render_template("{{>p}}", {{"a", "<"}}, {{"p", "{{{a}}}"}}));
}

TEST_CASE("a broken template is an error") {
  CHECK_FALSE(render_template("{{#a}}", {{"a", true}}, {}));
}
