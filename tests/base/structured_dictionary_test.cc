// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/structured_dictionary.h"

#include <span>
#include <string>

#include "tests/support.h"

using namespace veto;

namespace {

std::string shown_bare(const BareItem& item) {
  switch (item.kind) {
    case BareKind::integer:
      return "i" + std::to_string(item.number);
    case BareKind::decimal:
      return "d" + std::to_string(item.number);
    case BareKind::string:
      return "s<" + item.text + ">";
    case BareKind::token:
      return "t<" + item.text + ">";
    case BareKind::bytes:
      return "b<" + item.text + ">";
    case BareKind::boolean:
      return item.number ? "true" : "false";
    case BareKind::date:
      return "@" + std::to_string(item.number);
    case BareKind::display_string:
      return "u<" + item.text + ">";
  }
  return "?";
}

std::string shown_parameters(
    const std::vector<DictionaryParameter>& parameters) {
  std::string text;
  for (const auto& one : parameters)
    text += ";" + one.key + "=" + shown_bare(one.value);
  return text;
}

// "key=i1;p=true", members apart by one space; "error".
std::string shown_field(std::string_view field) {
  const auto members = parse_dictionary(field);
  if (!members) return "error";
  std::string text;
  for (const DictionaryMember& member : *members) {
    text += (text.empty() ? "" : " ") + member.key + "=";
    if (member.is_list) {
      text += "(";
      for (const DictionaryItem& item : member.list)
        text +=
            shown_bare(item.value) + shown_parameters(item.parameters) + ",";
      text += ")";
    } else {
      text += shown_bare(member.item.value);
    }
    text += shown_parameters(member.item.parameters);
  }
  return text;
}

struct DictionaryRow {
  const char* field;
  const char* members;
};

void check_rows(std::span<const DictionaryRow> rows) {
  for (const DictionaryRow& row : rows) {
    CAPTURE(row.field);
    CHECK(shown_field(row.field) == row.members);
  }
}

}  // namespace

TEST_CASE("RFC 9651, 4.2.2: members of a dictionary") {
  const DictionaryRow rows[] = {
      {"", ""},
      {"  ", ""},
      {"a=1", "a=i1"},
      {"  a=1 ", "a=i1"},
      {"a=1,b=2", "a=i1 b=i2"},
      {"a=1 \t,\t b=2\t", "a=i1 b=i2"},
      {"a", "a=true"},
      {"a;p;q=2", "a=true;p=true;q=i2"},
      {"a, b;x, c=?0", "a=true b=true;x=true c=false"},
      // The last value of a key, in the first one's place.
      {"a=1, b=2, a=3", "a=i3 b=i2"},
      {"a=1;p, a", "a=true"},
      {"a;p=1;q=2;p=3", "a=true;p=i3;q=i2"},
      // Errors: the whole is lost.
      {"a=1,", "error"},
      {"a=1, ", "error"},
      {",a=1", "error"},
      {"a=1,,b=2", "error"},
      {"a=1 b=2", "error"},
      {"a=1;b=2 ;c", "error"},
      {"a = 1", "error"},
      {"a= 1", "error"},
      {"a=", "error"},
      {"\ta=1", "error"},
      {"a=1, b=!", "error"},
      {"a=n\xff", "error"},
  };
  check_rows(rows);
}

TEST_CASE("RFC 9651, 4.2.3.3: keys") {
  const DictionaryRow rows[] = {
      {"*a.b-c_d*9=1", "*a.b-c_d*9=i1"},
      {"A=1", "error"},
      {"aB=1", "error"},
      {"9a=1", "error"},
      {"_a=1", "error"},
      {"a;B=1", "error"},
      {"a; b=1", "a=true;b=i1"},
      {"a;\tb=1", "error"},
      {"a;", "error"},
  };
  check_rows(rows);
}

TEST_CASE("RFC 9651, 4.2.4 to 4.2.10: items") {
  const DictionaryRow rows[] = {
      {"a=0, b=-0, c=-42, d=007", "a=i0 b=i0 c=i-42 d=i7"},
      {"a=999999999999999", "a=i999999999999999"},
      {"a=-999999999999999", "a=i-999999999999999"},
      {"a=1000000000000000", "error"},
      {"a=-", "error"},
      {"a=--1", "error"},
      {"a=+1", "error"},
      {"a=1.5, b=-0.125, c=1.0", "a=d1500 b=d-125 c=d1000"},
      {"a=999999999999.999", "a=d999999999999999"},
      {"a=1000000000000.0", "error"},
      {"a=1.", "error"},
      {"a=1.2345", "error"},
      {"a=.5", "error"},
      {"a=1.5.2", "error"},
      {R"(a="x, y;z")", "a=s<x, y;z>"},
      {R"(a="\"\\")", R"(a=s<"\>)"},
      {R"(a="\n")", "error"},
      {R"(a="x)", "error"},
      {R"(a="\)", "error"},
      {"a=\"\t\"", "error"},
      {"a=\"\xC3\xA9\"", "error"},
      {"a=y, b=N, c=*/x:1~", "a=t<y> b=t<N> c=t<*/x:1~>"},
      {"a=y(", "error"},
      {"a=:aGk=:, b=:aGk:, c=::", "a=b<hi> b=b<hi> c=b<>"},
      {"a=:aGk=", "error"},
      {"a=:a Gk:", "error"},
      {"a=:a=Gk:", "error"},
      {"a=:-_:", "error"},
      {"a=?1, b=?0", "a=true b=false"},
      {"a=?2", "error"},
      {"a=?", "error"},
      {"a=@1659578233, b=@-1", "a=@1659578233 b=@-1"},
      {"a=@1.5", "error"},
      {"a=@", "error"},
      {R"(a=%"f%c3%bc\")", "a=u<f\xC3\xBC\\>"},
      {R"(a=%"%C3%BC")", "error"},
      {R"(a=%"%c3")", "error"},
      {R"(a=%"%c")", "error"},
      {R"(a=%"%zz")", "error"},
      {R"(a=%"x)", "error"},
      {"a=%x", "error"},
  };
  check_rows(rows);
}

TEST_CASE("RFC 9651, 4.2.1.2: inner lists") {
  const DictionaryRow rows[] = {
      {"a=()", "a=()"},
      {"a=(  )", "a=()"},
      {"a=(1 x \"y\")", "a=(i1,t<x>,s<y>,)"},
      {"a=( 1;p  2 );q=?0", "a=(i1;p=true,i2,);q=false"},
      {"a=(1), b=(y n)", "a=(i1,) b=(t<y>,t<n>,)"},
      {"a=(1,2)", "error"},
      {"a=(1\t2)", "error"},
      {"a=(1", "error"},
      {"a=(", "error"},
      {"a=((1))", "error"},
      {"a=(\"x\"\"y\")", "error"},
      {"a=1)", "error"},
  };
  check_rows(rows);
}

TEST_CASE("dictionary: a member as written") {
  const auto members = parse_dictionary("a=\"n\" , b;x=1,c=(y n);q");
  REQUIRE(members);
  REQUIRE(members->size() == 3);
  CHECK((*members)[0].written == "\"n\"");
  CHECK((*members)[1].written == ";x=1");
  CHECK((*members)[2].written == "(y n);q");
}

TEST_CASE("dictionary: limits") {
  // Section 3.2 wants 1024 members and keys of 64 characters.
  std::string many;
  for (int i = 0; i < 1024; ++i)
    many += (i ? ",k" : "k") + std::to_string(i) + "=1";
  REQUIRE(parse_dictionary(many));
  CHECK(parse_dictionary(many)->size() == 1024);
  const std::string key(64, 'k');
  CHECK(parse_dictionary(key)->at(0).key == key);
  std::string full = "a=\"" + std::string(kMaxDictionaryBytes - 4, 'x') + "\"";
  CHECK(parse_dictionary(full));
  CHECK_FALSE(parse_dictionary(full + " "));
}
