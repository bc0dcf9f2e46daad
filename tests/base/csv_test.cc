// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/csv.h"

#include <doctest/doctest.h>

using namespace veto;

namespace {

using Table = std::vector<std::vector<std::string>>;

// The records, or where the first fault is.
Result<Table> read_all(std::string_view text) {
  CsvReader reader(text, csv_delimiter(text));
  Table table;
  for (;;) {
    auto record = reader.next();
    if (!record) return pass(record);
    if (!*record) return table;
    table.push_back(**record);
  }
}

}  // namespace

TEST_CASE("csv: cells are quoted where they must be, formulas are disarmed") {
  struct Row {
    std::string cell, written;
  };
  const std::vector<Row> rows = {
      {"plain", "plain"},
      {"", ""},
      {"a b", "a b"},
      {"a,b", "\"a,b\""},
      {"a;b", "\"a;b\""},
      {"a\"b", "\"a\"\"b\""},
      {"two\nlines", "\"two\nlines\""},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\tx", "\"'\tx\""},
      {"\rx", "\"'\rx\""},
      {"=HYPERLINK(\"h\",\"x\")", "\"'=HYPERLINK(\"\"h\"\",\"\"x\"\")\""},
      {std::string("\0=x", 3), "'=x"},
  };
  for (const Row& row : rows) {
    const std::string& cell = row.cell;
    const std::string& written = row.written;
    CAPTURE(written);
    CHECK(csv_record({"k", cell}) == "k," + written + "\r\n");
    if (written[0] == '\'' || written.starts_with("\"'")) continue;
    const auto read = read_all(csv_record({"k", cell}));
    REQUIRE(read);
    CHECK((*read)[0] == std::vector<std::string>{"k", cell});
  }
}

TEST_CASE("csv: a record is a record, whatever its only cell") {
  for (const char* cell : {"", "\xef\xbb\xbf", "\xef\xbb\xbfx", "\n"}) {
    CAPTURE(cell);
    const auto read = read_all(csv_record({cell}));
    REQUIRE(read);
    CHECK(*read == Table{{cell}});
  }
}

TEST_CASE("csv: every line end, quote and delimiter that spreadsheets write") {
  const Table wanted = {{"id", "mark"}, {"a", "b,\"c\""}, {"", "d"}};
  for (const char* text : {
           "id,mark\r\na,\"b,\"\"c\"\"\"\r\n,d\r\n",
           "id,mark\na,\"b,\"\"c\"\"\"\n,d",
           "id,mark\ra,\"b,\"\"c\"\"\"\r,d\r",
           "\xef\xbb\xbfid,mark\r\n\r\na,\"b,\"\"c\"\"\"\r\n\n,d\r\n",
           "\"id\",\"mark\"\n\"a\",\"b,\"\"c\"\"\"\n\"\",\"d\"\n",
           "id;mark\r\na;\"b,\"\"c\"\"\"\r\n;d\r\n",
           "id\tmark\r\na\t\"b,\"\"c\"\"\"\r\n\td\r\n",
       }) {
    CAPTURE(text);
    const auto read = read_all(text);
    REQUIRE(read);
    CHECK(*read == wanted);
  }
  const auto quoted = read_all("\"a,b,c,d\";id;mark\n1;2;3\n");
  REQUIRE(quoted);
  CHECK((*quoted)[1] == std::vector<std::string>{"1", "2", "3"});
  CHECK(read_all("")->empty());
  CHECK(read_all("\r\n\n\r")->empty());
}

TEST_CASE("csv: a fault is named with its line") {
  const std::string long_cell(CsvReader::kMaxCellBytes + 1, 'x');
  const std::string many(CsvReader::kMaxCells, ',');
  struct Row {
    std::string text;
    const char* where;
    ErrorKind kind = ErrorKind::damaged;
  };
  const std::vector<Row> rows = {
      {"a,b\n\"open,c\nd\n", "line 2"},
      {"a,b\r\n\"c\"d,e\r\n", "line 2"},
      {"a,b\r\r\"c\"\"", "line 3"},
      {"a,b\n\"x\r\ny\nz\"w", "line 4"},
      {"a\nb\"c\n", "line 2"},
      {std::string("a\nb\0c", 5), "line 2"},
      {std::string("a\n\"b\0c\"", 7), "line 2"},
      {"a\n" + long_cell, "line 2", ErrorKind::too_large},
      {"a\n\"" + long_cell + '"', "line 2", ErrorKind::too_large},
      {"a\n" + many, "line 2", ErrorKind::too_large},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text.substr(0, 40));
    const auto read = read_all(row.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().where == row.where);
    CHECK(read.error().kind == row.kind);
  }
}

TEST_CASE("csv: a record knows its line, whatever lies in cells before it") {
  CsvReader reader("a\r\n\"b\r\nc\nd\",e\n\nf");
  const std::vector<std::size_t> lines = {1, 2, 6};
  for (const std::size_t line : lines) {
    REQUIRE(*reader.next());
    CHECK(reader.line() == line);
  }
  CHECK_FALSE(*reader.next());
}
