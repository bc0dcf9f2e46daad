// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/document.h"

#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::test;
using std::string_literals::operator""s;

namespace {

const std::string kReserved =
    packet("tdm:reservation=\"1\" tdm:policy=\"https://e/p\"");
const std::string kOpen = packet("tdm:reservation=\"0\"");

std::string shown_document(const std::string& file) {
  const auto read = read_document(file);
  if (!read) return "error: " + read.error().what;
  std::string text;
  for (const signals::Signal& signal : read->signals) {
    text += text.empty() ? "" : " ";
    text += std::string(to_string(signal.family)) + ":" + signal.name + "=" +
            signal.value;
    if (!signal.problem.empty()) text += "[" + signal.problem + "]";
  }
  return text;
}

// A picture's own packet, as it shines through where it is not compressed.
std::string picture(std::string_view packet) {
  return "9 0 obj\n<< /Type /XObject /Subtype /Image >>\nstream\n\xFF\xD8\xFF" +
         std::string(packet) + "\nendstream\nendobj\n";
}

}  // namespace

TEST_CASE("document: the packet that counts is the PDF's own") {
  constexpr char kOne[] =
      "tdmrep:tdm-reservation=1 tdmrep:tdm-policy=https://e/p";
  const std::string compressed =
      "7 0 obj\n<< /Type /Metadata /Subtype /XML /Filter /FlateDecode >>\n"
      "stream\nx\nendstream\nendobj\n";
  struct Row {
    const char* what;
    std::string file;
    std::string signals;
  };
  const Row rows[] = {
      {"named by the catalog", pdf(pdf_packet(7, kReserved), "7 0"), kOne},
      {"not a later picture's",
       pdf(pdf_packet(7, kReserved) + picture(kOpen), "7 0"), kOne},
      {"not a picture's alone", pdf(picture(kReserved)), ""},
      {"not a later page's",
       pdf(pdf_packet(7, kReserved) + pdf_packet(8, kOpen), "7 0"), kOne},
      {"not one that no catalog names", pdf(pdf_packet(7, kReserved)), ""},
      {"saved again, the newest counts",
       pdf(pdf_packet(7, kReserved), "7 0") + pdf(pdf_packet(9, kOpen), "9 0"),
       "tdmrep:tdm-reservation=0"},
      {"the catalog is compressed, one packet",
       "%PDF-1.7\n" + pdf_packet(7, kReserved), kOne},
      {"the catalog is compressed, several packets",
       "%PDF-1.7\n" + pdf_packet(7, kReserved) + pdf_packet(8, kOpen),
       "error: which of several packets is its own cannot be told"},
      {"compressed", pdf(compressed, "7 0"),
       "error: its metadata is compressed, encrypted or cut off"},
      {"none", pdf(""), ""},
      {"neither 1 nor 0",
       pdf(pdf_packet(7, packet("tdm:reservation='x'")), "7 0"),
       "tdmrep:tdm-reservation=x[bad_value]"},
      {"in another namespace it is not the protocol's",
       pdf(pdf_packet(7,
                      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
                      "xmlns:rdf='http://www.w3.org/1999/02/"
                      "22-rdf-syntax-ns#'><rdf:Description xmlns:tdm='u' "
                      "tdm:reservation='1'/></rdf:RDF></x:xmpmeta>"),
           "7 0"),
       "embedded:tdm:reservation=1[wrong_namespace]"},
      {"PLUS", pdf(pdf_packet(7, kProhibited), "7 0"),
       "embedded:plus:datamining=DMI-PROHIBITED"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_document(row.file) == row.signals);
  }
}

TEST_CASE("document: an EPUB's package, and what is neither") {
  CHECK(shown_document(epub("<package><metadata><meta name='tdm:reservation' "
                            "content='1'/></metadata></package>")) ==
        "tdmrep:tdm-reservation=1");
  CHECK(shown_document("<html>not found</html>") ==
        "error: it is no PDF and no EPUB");
  CHECK(shown_document(zip({{"a", "b"}})) == "error: it is no PDF and no EPUB");
}

TEST_CASE("document: which answers are taken for one") {
  struct Row {
    const char* url;
    const char* mime;
    crawler::Target target;
    bool is;
  };
  using enum crawler::Target;
  const Row rows[] = {
      {"https://e/a", "application/pdf", page, true},
      {"https://e/a", "application/epub+zip", seed, true},
      {"https://e/a.PDF", "application/octet-stream", page, true},
      {"https://e/a.epub?v=1", "", page, true},
      {"https://e/a.pdf", "text/html", page, false},
      {"https://e/a.zip", "application/zip", page, false},
      {"https://e/ai.txt", "application/pdf", signal_file, false},
      {"https://e/a.pdf", "application/pdf", image, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    CAPTURE(row.mime);
    crawler::Capture capture;
    capture.url = row.url;
    capture.mime = row.mime;
    capture.target = row.target;
    CHECK(is_document(capture) == row.is);
  }
}
