// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/tdmrep.h"

#include "audit/signals/families/robots_scope.h"
#include "audit/signals/families/tdmrep_elements.h"
#include "audit/signals/families/tdmrep_rules.h"
#include "tests/support.h"

using namespace veto::signals;

namespace {

// "scope name=value!problem", apart by " | ".
std::string shown_rules(std::string_view file) {
  std::string text;
  for (const Signal& signal : read_tdmrep_file(file)) {
    text += text.empty() ? "" : " | ";
    if (!signal.scope.empty()) text += signal.scope + " ";
    text += signal.name.substr(4, 3) + "=" + signal.value;
    if (!signal.problem.empty()) text += "!" + signal.problem;
  }
  return text;
}

struct Place {
  std::string_view file, header, meta;  // "1" and the like; "" for absent
};

std::vector<Signal> signals_of(const Place& place) {
  auto signals = read_tdmrep_file(place.file);
  if (!place.header.empty())
    signals.push_back(*read_tdmrep_header("tdm-reservation", place.header));
  if (!place.meta.empty())
    signals.push_back(*read_tdmrep_meta("tdm-reservation", place.meta));
  return signals;
}

std::string answer_to(const std::vector<Signal>& signals,
                      std::string_view target, Use use = Use::training) {
  const auto answer = resolve_tdmrep(signals, target, use);
  if (!answer) return "";
  return std::string(to_string(answer->wish)) + " " +
         std::to_string(answer->by);
}

constexpr const char* kOne = R"([{"location": "/", "tdm-reservation": 1}])";

}  // namespace

TEST_CASE("tdmrep.json: rules and what is wrong with them") {
  struct Row {
    const char* what;
    const char* file;
    const char* signals;
  };
  const Row rows[] = {
      {"a rule", kOne, "/ res=1"},
      {"the other value", R"([{"location":"/a","tdm-reservation":0}])",
       "/a res=0"},
      {"a policy is a signal of its own",
       R"([{"location":"/","tdm-reservation":1,"tdm-policy":"https://e/p"}])",
       "/ res=1 | / pol=https://e/p"},
      {"an empty list", "[]", "res=!no_rules"},
      {"1.0 is 1", R"([{"location":"/","tdm-reservation":1.0}])", "/ res=1"},
      {"an object in place of a list",
       R"({"location":"/","tdm-reservation":1})", "/ res=1!object_not_array"},
      {"any object", R"({"rules":[]})", "res=!object_not_array"},
      {"neither", "1", "res=!not_array"},
      {"a string for a number", R"([{"location":"/","tdm-reservation":"1"}])",
       R"(/ res="1"!value_not_number)"},
      {"true is no number", R"([{"location":"/","tdm-reservation":true}])",
       "/ res=true!value_not_number"},
      {"another number", R"([{"location":"/","tdm-reservation":2}])",
       "/ res=2!bad_value"},
      {"no value", R"([{"location":"/"}])", "/ res=!missing_reservation"},
      {"no location", R"([{"tdm-reservation":1}])", "res=1!missing_location"},
      {"an empty location", R"([{"location":"","tdm-reservation":1}])",
       "res=1!missing_location"},
      {"a location that is no text", R"([{"location":1,"tdm-reservation":1}])",
       "res=1!missing_location"},
      {"a location that is no path",
       R"([{"location":"images/*","tdm-reservation":1}])",
       "images/* res=1!location_not_path"},
      {"an element that is no object", R"([1,"x"])",
       "res=!element_not_object | res=!element_not_object"},
      {"a policy that is no text",
       R"([{"location":"/","tdm-reservation":1,"tdm-policy":{"a":1}}])",
       R"(/ res=1 | / pol={"a":1}!policy_not_text)"},
      {"what is wrong with the value is not with the policy",
       R"([{"location":"/","tdm-reservation":"1","tdm-policy":"https://e/"}])",
       R"(/ res="1"!value_not_number | / pol=https://e/)"},
      {"unknown members are passed over",
       R"([{"location":"/","tdm-reservation":1,"x":[{}]}])", "/ res=1"},
      {"no JSON", "tdm-reservation: 1", "res=!not_json"},
      {"nothing", "", "res=!not_json"},
      {"cut short", R"([{"location":"/")", "res=!not_json"},
      {"comments are no JSON", "// a\n[]", "res=!not_json"},
      {"a page in place of the file", " <!doctype html><p>", ""},
      {"a byte order mark",
       "\xEF\xBB\xBF[{\"location\":\"/\",\"tdm-reservation\":1}]", "/ res=1"},
      {"escapes of JSON",
       R"([{"location":"\/caf\u00e9\u0007","tdm-reservation":1}])",
       "/caf%C3%A9%07 res=1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_rules(row.file) == row.signals);
  }
}

TEST_CASE("tdmrep.json: rules that can never be the first") {
  struct Row {
    const char* what;
    const char* first;
    const char* second;
    bool hidden;
  };
  const Row rows[] = {
      {"general before specific", "/", "/images/", true},
      {"a wildcard before it", "/*", "/a", true},
      {"the same twice", "/a$", "/a$", true},
      {"specific before general", "/images/", "/", false},
      {"side by side", "/a", "/b", false},
      {"an end that matches less", "/a$", "/a", false},
      {"extensions inside a folder", "/*.jpg", "/img/*.jpg$", true},
      {"a path that is none hides nothing", "a", "/a", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const std::string file = std::string(R"([{"location":")") + row.first +
                             R"(","tdm-reservation":"bad"},{"location":")" +
                             row.second + R"(","tdm-reservation":1}])";
    const auto signals = read_tdmrep_file(file);
    REQUIRE(signals.size() == 2);
    CHECK((signals[1].problem == "hidden_by_earlier") == row.hidden);
    CHECK_FALSE(signals[1].malformed);
  }
}

TEST_CASE("tdmrep.json: lines, offsets and the rule as written") {
  const std::string file =
      "[\n  {\"location\": \"/]},\\\"\", \"tdm-reservation\": 1},\n\n"
      "  {\"location\": \"/b\",\n   \"tdm-reservation\": 0}\n, 7 ]\n";
  const auto signals = read_tdmrep_file(file);
  REQUIRE(signals.size() == 3);
  CHECK(signals[0].line == 2);
  CHECK(signals[0].offset == 4);
  CHECK(signals[0].scope == "/]},\"");
  CHECK(signals[1].line == 4);
  CHECK(signals[1].raw.starts_with("{\"location\": \"/b\","));
  CHECK(signals[1].raw.ends_with("}"));
  CHECK(signals[2].line == 6);
  CHECK(signals[2].raw == "7");
  for (const Signal& signal : signals) {
    CHECK(signal.family == Family::tdmrep);
    CHECK(signal.source == Source::file);
    CHECK(signal.agent.empty());
  }
  CHECK(elements_of_array(" [ ] ").empty());
  CHECK(elements_of_array("[[1,2],\"a,]\\\\\",{\"b\":[3]}]") ==
        std::vector<JsonElement>{
            {1, 1, "[1,2]"}, {7, 1, "\"a,]\\\\\""}, {15, 1, "{\"b\":[3]}"}});
}

TEST_CASE("tdmrep.json: limits") {
  std::string deep(100'000, '[');
  CHECK(shown_rules(deep) == "res=!too_deep");
  CHECK(shown_rules("[" + std::string(kMaxTdmrepBytes, ' ') + "]") ==
        "res=!too_large");
  std::string many = "[";
  for (int i = 0; i < 3000; ++i) many += i ? ",1" : "1";
  CHECK(read_tdmrep_file(many + "]").size() == kMaxTdmrepRules);
  const auto cut =
      read_tdmrep_file("[{\"location\":\"/" + std::string(5000, 'a') +
                       "\",\"tdm-reservation\":1}]");
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].problem == "path_too_long");
  CHECK(cut[0].scope.size() == kMaxScopeBytes);
  CHECK(answer_to(cut, "/" + std::string(5000, 'a')) == "");
}

TEST_CASE("tdmrep fields and elements") {
  struct Row {
    const char* name;
    const char* value;
    const char* signal;  // "name=value!problem"; "" for none
  };
  const Row rows[] = {
      {"tdm-reservation", "1", "tdm-reservation=1"},
      {"TDM-Reservation", " 0 ", "tdm-reservation=0"},
      {"tdm-reservation", "2", "tdm-reservation=2!bad_value"},
      {"tdm-reservation", "", "tdm-reservation=!bad_value"},
      {"tdm-reservation", "1, 1", "tdm-reservation=1, 1!bad_value"},
      {"tdm-reservation", "true", "tdm-reservation=true!bad_value"},
      {"tdm-policy", "https://e/p", "tdm-policy=https://e/p"},
      {"tdm-policy", " ", "tdm-policy=!bad_value"},
      {"tdm:reservation", "1", ""},  // of EPUB and XMP
      {"tdm", "1", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.value);
    for (const auto& signal : {read_tdmrep_header(row.name, row.value),
                               read_tdmrep_meta(row.name, row.value)}) {
      const std::string text =
          signal ? signal->name + "=" + signal->value +
                       (signal->problem.empty() ? "" : "!" + signal->problem)
                 : "";
      CHECK(text == row.signal);
    }
  }
  const auto header = read_tdmrep_header("TDM-Reservation", "1\x01");
  CHECK(header->raw == "TDM-Reservation: 1\\x01");
  CHECK(header->source == Source::header);
  CHECK(read_tdmrep_meta("tdm-policy", "x")->source == Source::meta);
}

TEST_CASE("tdmrep: the first match in sequence") {
  const auto signals = read_tdmrep_file(
      R"([{"location":"/press/*.jpg$","tdm-reservation":0},
          {"location":"/%7Epress","tdm-reservation":"1"},
          {"location":"/img","tdm-reservation":1},
          {"location":"/img/free/","tdm-reservation":0},
          {"tdm-reservation":0},
          {"location":"/a","tdm-reservation":1},
          {"location":"/ab","tdm-reservation":0},
          {"location":"/open","tdm-reservation":0}])");
  CHECK(answer_to(signals, "/press/x.jpg") == "allowed 0");
  CHECK(answer_to(signals, "/press/x.jpg?s=1") == "");
  CHECK(answer_to(signals, "/img/x") == "reserved 2");
  // Not the longest, unlike robots.txt.
  CHECK(answer_to(signals, "/img/free/x") == "reserved 2");
  CHECK(answer_to(signals, "/abc") == "reserved 5");
  CHECK(answer_to(signals, "/IMG/x") == "");   // case-sensitive
  CHECK(answer_to(signals, "/~press") == "");  // a protocol error: unset
  CHECK(answer_to(signals, "/other") == "");
  CHECK(answer_to(signals, "/open") == "allowed 7");
  // Whatever the order of the list they are kept in.
  const std::vector<Signal> turned(signals.rbegin(), signals.rend());
  CHECK(answer_to(turned, "/img/free/x") == "reserved 5");
}

TEST_CASE("tdmrep: a protocol error of the first match is no answer") {
  for (const char* value : {"\"1\"", "2", "null", "true"}) {
    CAPTURE(value);
    CHECK(answer_to(read_tdmrep_file(
                        std::string(R"([{"location":"/a","tdm-reservation":)") +
                        value + R"(},{"location":"/","tdm-reservation":1}])"),
                    "/a") == "");
  }
  CHECK(answer_to(read_tdmrep_file(R"({"location":"/","tdm-reservation":1})"),
                  "/") == "");
  CHECK(answer_to(read_tdmrep_file(R"([{"location":"a","tdm-reservation":0},
                                 {"location":"/","tdm-reservation":1}])"),
                  "/a") == "reserved 1");
}

TEST_CASE("tdmrep: file, then response, then page") {
  constexpr const char* kZero = R"([{"location":"/","tdm-reservation":0}])";
  struct Row {
    const char* what;
    Place place;
    const char* answer;
  };
  const Row rows[] = {
      {"nothing", {"[]", "", ""}, ""},
      {"the file alone", {kOne, "", ""}, "reserved 0"},
      {"the response supersedes the file", {kOne, "0", ""}, "allowed 1"},
      {"both ways", {kZero, "1", ""}, "reserved 1"},
      {"the page supersedes the response", {kOne, "1", "0"}, "allowed 2"},
      {"and the file", {kZero, "", "1"}, "reserved 1"},
      {"an error resets nothing", {kOne, "yes", ""}, "reserved 0"},
      {"nor does the page's", {kOne, "0", "2"}, "allowed 1"},
      {"an error of the file leaves the response",
       {"{}", "1", ""},
       "reserved 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(answer_to(signals_of(row.place), "/x") == row.answer);
  }
  // A PDF or an EPUB is the innermost of all.
  auto document = signals_of({kOne, "1", ""});
  document.push_back(*read_tdmrep_metadata("reservation", "0"));
  CHECK(answer_to(document, "/") == "allowed 2");
  auto twice = signals_of({kOne, "0", ""});
  twice.push_back(*read_tdmrep_header("tdm-reservation", "0"));
  CHECK(answer_to(twice, "/") == "allowed 1");
  // What is no value is unset by itself.
  twice.push_back(*read_tdmrep_header("tdm-reservation", "yes"));
  CHECK(answer_to(twice, "/") == "allowed 1");
  // Of fields that contradict each other nothing is known.
  twice.push_back(*read_tdmrep_header("tdm-reservation", "1"));
  CHECK(answer_to(twice, "/") == "");
}

TEST_CASE("tdmrep: uses") {
  const auto signals = read_tdmrep_file(kOne);
  CHECK(answer_to(signals, "/", Use::training) == "reserved 0");
  CHECK(answer_to(signals, "/", Use::dataset) == "reserved 0");
  for (Use use : {Use::crawl, Use::index, Use::answer})
    CHECK(answer_to(signals, "/", use) == "");
}

TEST_CASE("tdmrep: the policy that goes with a reservation") {
  constexpr const char* kFile =
      R"([{"location":"/a","tdm-reservation":1,"tdm-policy":"https://e/a"},)"
      R"({"location":"/z","tdm-reservation":0,"tdm-policy":"https://e/z"},)"
      R"({"location":"/","tdm-reservation":1,"tdm-policy":"https://e/all"}])";
  const auto value = [](const std::vector<Signal>& signals,
                        std::string_view target) {
    const auto at = tdmrep_policy(signals, target);
    return at ? signals[*at].value : std::string();
  };
  // Rules of one line are told apart.
  CHECK(value(read_tdmrep_file(kFile), "/a") == "https://e/a");
  CHECK(value(read_tdmrep_file(kFile), "/b") == "https://e/all");
  CHECK(value(read_tdmrep_file(kFile), "/z") == "");  // beside a 0

  auto signals = signals_of({kFile, "1", ""});
  CHECK(value(signals, "/a") == "https://e/a");  // absence resets nothing
  CHECK(value(signals, "/z") == "");
  signals.push_back(*read_tdmrep_header("tdm-policy", "https://e/header"));
  CHECK(value(signals, "/a") == "https://e/header");
  CHECK(value(signals, "/z") == "https://e/header");
  signals.push_back(*read_tdmrep_meta("tdm-policy", "https://e/meta"));
  CHECK(value(signals, "/a") == "https://e/meta");
  signals.push_back(*read_tdmrep_meta("tdm-reservation", "0"));
  CHECK(value(signals, "/a") == "");
  CHECK(value({*read_tdmrep_header("tdm-policy", "https://e/")}, "/") == "");
}
