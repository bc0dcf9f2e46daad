// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/cbor.h"

#include <string>

#include "base/text.h"
#include "tests/audit/embedded/jumbf_writer.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::embedded::testing;

namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(hex_value(hex[i]) << 4 | hex_value(hex[i + 1]));
  return bytes;
}

// "{'a': ['b', .]}": text in quotes, bytes in h'', anything else a dot.
std::string shown_value(const Value& value) {
  switch (value.kind) {
    case Value::Kind::scalar:
      return ".";
    case Value::Kind::bytes:
      return "h'" + value.text + "'";
    case Value::Kind::text:
      return "'" + value.text + "'";
    default:
      break;
  }
  std::string text;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const bool in_entry = value.is_map() && i % 2 == 1;
    text += (i == 0     ? ""
             : in_entry ? ": "
                        : ", ") +
            shown_value(value.items[i]);
  }
  return value.is_map() ? "{" + text + "}" : "[" + text + "]";
}

std::string shown_value(const Result<Value>& value) {
  if (value) return shown_value(*value);
  return value.error().kind == ErrorKind::damaged ? "damaged" : "too large";
}

}  // namespace

TEST_CASE("CBOR: every kind of item (RFC 8949, section 3.1, appendix A)") {
  struct Row {
    const char* hex;
    const char* value;
  };
  const Row rows[] = {
      // Numbers in each width.
      {"00", "."},
      {"17", "."},
      {"1818", "."},
      {"1903e8", "."},
      {"1a000f4240", "."},
      {"1b000000e8d4a51000", "."},
      {"1bffffffffffffffff", "."},
      {"20", "."},
      {"3863", "."},
      {"3bffffffffffffffff", "."},
      // Longer than it needs to be is well-formed.
      {"1800", "."},
      {"780161", "'a'"},
      // Simple values and floats.
      {"f4", "."},
      {"f5", "."},
      {"f6", "."},
      {"f7", "."},
      {"f0", "."},
      {"f8ff", "."},
      {"f93c00", "."},
      {"fa47c35000", "."},
      {"fb3ff199999999999a", "."},
      {"f97c00", "."},
      // Strings.
      {"40", "h''"},
      {"436f6f6f", "h'ooo'"},
      {"60", "''"},
      {"6161", "'a'"},
      {"62c3bc", "'\xc3\xbc'"},
      {"5f4261624163ff", "h'abc'"},
      {"7f657374726561646d696e67ff", "'streaming'"},
      {"7fff", "''"},
      {"61ff", "'\xff'"},  // well-formed, though not valid
      // Arrays and maps.
      {"80", "[]"},
      {"836161616201", "['a', 'b', .]"},
      {"8301820203820405", "[., [., .], [., .]]"},
      {"9fff", "[]"},
      {"9f0161619f6162ffff", "[., 'a', ['b']]"},
      {"a0", "{}"},
      {"a26161016162820203", "{'a': ., 'b': [., .]}"},
      {"a201020304", "{.: ., .: .}"},
      {"bfff", "{}"},
      {"bf61610161629f0203ffff", "{'a': ., 'b': [., .]}"},
      {"a26161616261616163", "{'a': 'b', 'a': 'c'}"},
      // Tags are read through (section 3.4).
      {"c074323031332d30332d32315432303a30343a30305a",
       "'2013-03-21T20:04:00Z'"},
      {"c11a514b67b0", "."},
      {"d9d9f7a161616162", "{'a': 'b'}"},
      {"c1c1c16161", "'a'"},
      {"81d8206161", "['a']"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.hex);
    CHECK(shown_value(parse_cbor(from_hex(row.hex))) == row.value);
  }
}

TEST_CASE(
    "CBOR: what is not one well-formed item (section 5.3.1, appendix F)") {
  const char* rows[] = {
      "",
      // End of input in a head, in a string, in a container.
      "18",
      "1900",
      "1a000000",
      "1b00000000000000",
      "f8",
      "f900",
      "6261",
      "4261",
      "5f41",
      "81",
      "81018202",
      "a1",
      "a16161",
      "9f",
      "9f01",
      "bf",
      "bf61",
      "c0",
      "7f6161",
      // Reserved values of additional information.
      "1c",
      "1d",
      "1e",
      "3c",
      "5c",
      "7d",
      "9e",
      "bc",
      "dc",
      "fc",
      "fd",
      "fe",
      // Reserved two-byte simple values.
      "f800",
      "f818",
      "f81f",
      // Indefinite where no such thing is.
      "1f",
      "3f",
      "df",
      // A break where none belongs: alone, in a definite container, after a
      // key, behind a tag.
      "ff",
      "81ff",
      "8200ff",
      "a1ff",
      "a16161ff",
      "bf6161ff",
      "c0ff",
      // Chunks of another type, of no type, of indefinite length.
      "5f6161ff",
      "7f4161ff",
      "5f00ff",
      "5f80ff",
      "7f7f6161ffff",
      "5fc04161ff",
      // More than one item.
      "0001",
      "a000",
      "6161ff",
      // Lengths that nothing stands behind.
      "5affffffff",
      "7affffffff",
      "9affffffff",
      "baffffffff",
      "5bffffffffffffffff",
      "7bffffffffffffffff",
      "9bffffffffffffffff",
      "bbffffffffffffffff",
      "bb800000000000000000",
      "9b000000000000000200",
  };
  for (const char* hex : rows) {
    CAPTURE(hex);
    CHECK(shown_value(parse_cbor(from_hex(hex))) == "damaged");
  }
}

TEST_CASE("CBOR: a chunk of indefinite length is none (section 3.2.3)") {
  // Enough bytes for whatever its additional information might be taken for.
  const std::string text = "\x7f\x7f" + std::string(31, 'a') + "\xff";
  CHECK(shown_value(parse_cbor(text)) == "damaged");
  CHECK(shown_value(parse_cbor(text + "\xff")) == "damaged");
}

TEST_CASE("CBOR: no part of an item is an item") {
  const std::string whole = cbor_map(
      {{"entries",
        cbor_map({{"cawg.data_mining", cbor_use("constrained", "ask")}})}});
  REQUIRE(parse_cbor(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(shown_value(parse_cbor(whole.substr(0, length))) == "damaged");
  }
}

TEST_CASE("CBOR: limits") {
  const auto nested = [](int depth, char opening) {
    return std::string(static_cast<std::size_t>(depth), opening) + '\x00';
  };
  // Arrays in arrays, and tags on tags.
  for (const char opening : {'\x81', '\xc1'}) {
    CAPTURE(int{opening});
    CHECK(parse_cbor(nested(kMaxValueDepth, opening)));
    CHECK(shown_value(parse_cbor(nested(kMaxValueDepth + 1, opening))) ==
          "too large");
    CHECK(shown_value(parse_cbor(nested(500'000, opening))) == "too large");
  }
  CHECK(shown_value(parse_cbor(std::string(500'000, '\x9f'))) == "too large");

  const auto many = [](std::size_t count) {
    return cbor_head(4, count) + std::string(count, '\x00');
  };
  CHECK(parse_cbor(many(kMaxValues - 1)));
  CHECK(shown_value(parse_cbor(many(kMaxValues))) == "too large");

  const auto text = [](std::size_t bytes) {
    return cbor_text(std::string(bytes - 5, 'x'));
  };
  CHECK(parse_cbor(text(kMaxDocumentBytes)));
  CHECK(shown_value(parse_cbor(text(kMaxDocumentBytes + 1))) == "too large");
}
