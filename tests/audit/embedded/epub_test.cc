// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/epub.h"

#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using test::epub;
using std::string_literals::operator""s;

namespace {

std::string package(const std::string& metadata,
                    const std::string& attributes = "") {
  return "<?xml version=\"1.0\"?><package "
         "xmlns=\"http://www.idpf.org/2007/opf\""
         " version=\"3.0\" " +
         attributes + "><metadata>" + metadata +
         "</metadata><manifest/></package>";
}

// "name=value[problem] ..."
std::string shown_epub(const std::string& file) {
  const auto read = read_epub(file);
  if (!read) return "error: " + read.error().what;
  std::string text;
  for (const signals::Signal& signal : *read) {
    CHECK(signal.family == signals::Family::tdmrep);
    CHECK(signal.source == signals::Source::metadata);
    CHECK(signal.malformed == !signal.problem.empty());
    text += (text.empty() ? "" : " ") + signal.name + "=" + signal.value;
    if (!signal.problem.empty()) text += "[" + signal.problem + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("epub: tdm properties of the package (TDMRep, section on EPUB)") {
  constexpr char kDeclared[] = "prefix=\"tdm: http://www.w3.org/ns/tdmrep#\"";
  constexpr char kOne[] = "<meta property=\"tdm:reservation\">1</meta>";
  struct Row {
    const char* what;
    std::string package;
    const char* signals;
  };
  const Row rows[] = {
      {"EPUB 3", package(kOne, kDeclared), "tdm-reservation=1"},
      {"EPUB 3, with a policy",
       package(kOne + "<meta property='tdm:policy'> https://e/p </meta>"s,
               kDeclared),
       "tdm-reservation=1 tdm-policy=https://e/p"},
      {"EPUB 2", package("<meta name=\"tdm:reservation\" content=\"0\"/>"),
       "tdm-reservation=0"},
      {"the prefix is not declared", package(kOne), "tdm-reservation=1"},
      {"another prefix first",
       package(kOne, "prefix='a: http://a/ tdm: http://www.w3.org/ns/tdmrep#'"),
       "tdm-reservation=1"},
      {"the prefix is another vocabulary's",
       package(kOne, "prefix=\"tdm: http://other.example/\""), ""},
      {"of a part",
       package("<meta property='tdm:reservation' refines='#a'>1</meta>"), ""},
      {"no number", package("<meta property='tdm:reservation'>yes</meta>"),
       "tdm-reservation=yes[bad_value]"},
      {"both forms",
       package(kOne + "<meta name='tdm:reservation' content='0'/>"s),
       "tdm-reservation=1 tdm-reservation=0"},
      {"outside of metadata",
       "<package><guide>" + std::string(kOne) + "</guide></package>", ""},
      {"other metadata", package("<meta property='dcterms:x'>1</meta>"), ""},
      {"not well-formed", "<package><metadata>" + std::string(kOne), "error"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    for (const bool deflated : {false, true}) {
      const std::string found = shown_epub(epub(row.package, deflated));
      if (row.signals == "error"s)
        CHECK(found.starts_with("error: "));
      else
        CHECK(found == row.signals);
    }
  }
}

TEST_CASE("epub: raw and offset lead to the package document") {
  const std::string file =
      epub(package("<meta property=\"tdm:reservation\">1</meta>"));
  const auto read = read_epub(file);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 1);
  CHECK(read->front().raw == "<meta property=\"tdm:reservation\">1</meta>");
  CHECK(file.substr(read->front().offset).starts_with("<?xml"));
}

TEST_CASE("epub: an archive without its parts is none, or damaged") {
  CHECK_FALSE(is_epub(test::zip({{"mimetype", "application/epub+zip"}})));
  CHECK_FALSE(is_epub("%PDF-1.7"));
  const std::string no_package =
      test::zip({{"META-INF/container.xml", "<container/>"}});
  CHECK(is_epub(no_package));
  CHECK(shown_epub(no_package) == "error: the archive has no such entry");
}

TEST_CASE("epub: repeated statements are bounded") {
  std::string many;
  for (int i = 0; i < 100; ++i)
    many += "<meta property='tdm:reservation'>1</meta>";
  CHECK(read_epub(epub(package(many)))->size() == kMaxPackageSignals);
}
