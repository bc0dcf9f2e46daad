// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/xmp_mining.h"

#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::test;

namespace {

// "name=value", "!" behind one that no consumer reads, the problem in
// parentheses.
std::string shown(const std::vector<signals::Signal>& found) {
  std::string text;
  for (const auto& signal : found)
    text += (text.empty() ? "" : " | ") + signal.name + "=" + signal.value +
            (signal.malformed ? "!" : "") +
            (signal.problem.empty() ? "" : "(" + signal.problem + ")");
  return text;
}

std::string mining(const std::vector<std::string>& packets) {
  std::vector<Block> blocks;
  for (const std::string& packet : packets)
    blocks.push_back({BlockKind::xmp, blocks.size(), packet});
  return shown(read_mining(blocks));
}

const std::string kVocabulary = "http://ns.useplus.org/ldf/vocab/";

}  // namespace

TEST_CASE("plus:DataMining: every word of the vocabulary") {
  for (const char* word :
       {"DMI-UNSPECIFIED", "DMI-ALLOWED", "DMI-PROHIBITED-AIMLTRAINING",
        "DMI-PROHIBITED-GENAIMLTRAINING",
        "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", "DMI-PROHIBITED",
        "DMI-PROHIBITED-SEECONSTRAINT", "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR",
        "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR"}) {
    CAPTURE(word);
    CHECK(mining({packet_of_word(word)}) ==
          "plus:datamining=" + std::string(word));
  }
}

TEST_CASE("XMP properties: the forms RDF gives them") {
  struct Row {
    const char* rule;
    std::string attributes;
    std::string elements;
    const char* signals;
  };
  const std::string uri = kVocabulary + "DMI-PROHIBITED";
  const Row rows[] = {
      {"nothing said", "", "", ""},
      {"ISO 16684-1, 7.9.2.2: attribute", "plus:DataMining=\"" + uri + "\"", "",
       "plus:datamining=DMI-PROHIBITED"},
      {"7.5: element text", "",
       "<plus:DataMining>\n " + uri + " \n</plus:DataMining>",
       "plus:datamining=DMI-PROHIBITED"},
      {"7.5: URI value", "", "<plus:DataMining rdf:resource=\"" + uri + "\"/>",
       "plus:datamining=DMI-PROHIBITED"},
      {"7.8: qualified value", "",
       "<plus:DataMining><rdf:Description><rdf:value>" + uri +
           "</rdf:value><plus:note>no</plus:note></rdf:Description>"
           "</plus:DataMining>",
       "plus:datamining=DMI-PROHIBITED"},
      {"7.9.2.4: qualified value as attribute", "",
       "<plus:DataMining rdf:value=\"" + uri + "\" plus:note=\"no\"/>",
       "plus:datamining=DMI-PROHIBITED"},
      {"7.7: array", "",
       "<plus:DataMining><rdf:Bag><rdf:li>" + uri +
           "</rdf:li><rdf:li "
           "rdf:resource=\"" +
           uri +
           "-AIMLTRAINING\"/></rdf:Bag>"
           "</plus:DataMining>",
       "plus:datamining=DMI-PROHIBITED(differs_within_file) | plus:datamining="
       "DMI-PROHIBITED-AIMLTRAINING(differs_within_file)"},
      {"another prefix for the namespace", "",
       "<p:DataMining xmlns:p=\"http://ns.useplus.org/ldf/xmp/1.0/\">" + uri +
           "</p:DataMining>",
       "plus:datamining=DMI-PROHIBITED"},
      {"the namespace as default", "",
       "<DataMining xmlns=\"http://ns.useplus.org/ldf/xmp/1.0/\">" + uri +
           "</DataMining>",
       "plus:datamining=DMI-PROHIBITED"},
      {"empty says nothing", "plus:DataMining=\" \"", "<plus:DataMining/>", ""},
      {"constraints, first alternative", "",
       "<plus:OtherConstraints><rdf:Alt><rdf:li xml:lang=\"x-default\">Ask "
       "&amp; pay</rdf:li><rdf:li xml:lang=\"de\">Fragen</rdf:li></rdf:Alt>"
       "</plus:OtherConstraints>",
       "plus:otherconstraints=Ask & pay"},
      {"a part's property is not the file's", "",
       "<plus:Pantry><rdf:Bag><rdf:li><rdf:Description plus:DataMining=\"" +
           uri + "\"><plus:DataMining>" + uri +
           "</plus:DataMining></rdf:Description></rdf:li></rdf:Bag>"
           "</plus:Pantry>",
       ""},
      {"TDMRep, PDF: reserved, and where to ask",
       "tdm:reservation=\"1\" tdm:policy=\"https://example.org/p\"", "",
       "tdm:reservation=1 | tdm:policy=https://example.org/p"},
      {"TDMRep: not reserved", "", "<tdm:reservation>0</tdm:reservation>",
       "tdm:reservation=0"},
      {"TDMRep: any other value is an error", "tdm:reservation=\"yes\"", "",
       "tdm:reservation=yes!(unknown_value)"},
      {"inventions", "tdm:reserve_tdm=\"1\"",
       "<Iptc4xmpExt:DMI-Prohibited>ProhibitedAiMlTraining"
       "</Iptc4xmpExt:DMI-Prohibited>",
       "tdm:reserve_tdm=1!(unknown_property) | iptc4xmpext:dmi-prohibited="
       "ProhibitedAiMlTraining!(unknown_property)"},
      {"other properties", "Iptc4xmpExt:Event=\"x\" plus:Version=\"2\"", "",
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CHECK(mining({packet(row.attributes, row.elements)}) == row.signals);
  }
}

TEST_CASE("plus:DataMining: values that are not the vocabulary's") {
  struct Row {
    std::string value;
    const char* signals;
  };
  const Row rows[] = {
      {"DMI-PROHIBITED", "plus:datamining=DMI-PROHIBITED(no_vocabulary_uri)"},
      {"https://ns.useplus.org/ldf/vocab/DMI-ALLOWED",
       "plus:datamining=DMI-ALLOWED(no_vocabulary_uri)"},
      {kVocabulary + "dmi-prohibited",
       "plus:datamining=http://ns.useplus.org/ldf/vocab/dmi-prohibited!"
       "(unknown_value)"},
      {kVocabulary + "DMI-PROHIBITED-EVERYTHING",
       "plus:datamining=http://ns.useplus.org/ldf/vocab/"
       "DMI-PROHIBITED-EVERYTHING!(unknown_value)"},
      {"Prohibited", "plus:datamining=Prohibited!(unknown_value)"},
      {kVocabulary,
       "plus:datamining=http://ns.useplus.org/ldf/vocab/!(unknown_value)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(mining({packet("plus:DataMining=\"" + row.value + "\"")}) ==
          row.signals);
  }
}

TEST_CASE("XMP namespaces: near misses are told, strangers are not") {
  struct Row {
    const char* rule;
    std::string elements;
    const char* signals;
  };
  const Row rows[] = {
      {"PLUS without its last slash",
       "<p:DataMining xmlns:p=\"http://ns.useplus.org/ldf/xmp/1.0\">"
       "DMI-PROHIBITED</p:DataMining>",
       "plus:datamining=DMI-PROHIBITED!(wrong_namespace)"},
      {"TDMRep of EPUB, with #",
       "<t:reservation xmlns:t=\"http://www.w3.org/ns/tdmrep#\">1"
       "</t:reservation>",
       "tdm:reservation=1!(wrong_namespace)"},
      {"the customary prefix, bound elsewhere",
       "<tdm:reservation xmlns:tdm=\"https://example.org/\">1"
       "</tdm:reservation>",
       "tdm:reservation=1!(wrong_namespace)"},
      {"innermost declaration counts",
       "<plus:DataMining xmlns:plus=\"urn:x\">DMI-PROHIBITED"
       "</plus:DataMining><plus:DataMining>" +
           kVocabulary + "DMI-ALLOWED</plus:DataMining>",
       "plus:datamining=DMI-PROHIBITED!(wrong_namespace) | "
       "plus:datamining=DMI-ALLOWED"},
      {"a table's reservation",
       "<hotel:reservation xmlns:hotel=\"https://example.org/\">1"
       "</hotel:reservation><hotel:policy xmlns:hotel=\"urn:x\">p"
       "</hotel:policy>",
       ""},
      {"undeclared", "<DataMining>DMI-PROHIBITED</DataMining>",
       "plus:datamining=DMI-PROHIBITED!(wrong_namespace)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CHECK(mining({packet("", row.elements)}) == row.signals);
  }
}

TEST_CASE("Several packets are one description") {
  const std::string prohibited = packet_of_word("DMI-PROHIBITED");
  const std::string allowed = packet_of_word("DMI-ALLOWED");
  CHECK(mining({prohibited, prohibited}) == "plus:datamining=DMI-PROHIBITED");
  CHECK(mining({prohibited, allowed}) ==
        "plus:datamining=DMI-PROHIBITED(differs_within_file) | "
        "plus:datamining=DMI-ALLOWED(differs_within_file)");
  CHECK(mining({packet(""), allowed}) == "plus:datamining=DMI-ALLOWED");
}

TEST_CASE("XMP that is not XML") {
  const std::string good = packet_of_word("DMI-PROHIBITED");
  struct Row {
    const char* why;
    std::string packet;
    const char* signals;
  };
  const Row rows[] = {
      {"cut short behind the property", good.substr(0, good.size() - 60),
       "plus:datamining=DMI-PROHIBITED!(not_xml)"},
      {"cut short within it", good.substr(0, good.find("DMI-")),
       "xmp=!(not_xml)"},
      {"broken, and about something else", "<rdf:RDF><unclosed>", ""},
      {"no XML at all", "DataMining is prohibited", "xmp=!(not_xml)"},
      {"entities of its own",
       "<!DOCTYPE x [<!ENTITY a \"b\">]>" + good.substr(good.find("<x:")),
       "xmp=!(not_xml)"},
      {"zeros as padding are no error", good + std::string(100, '\0'),
       "plus:datamining=DMI-PROHIBITED"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(mining({row.packet}) == row.signals);
  }
}

TEST_CASE("A signal says where it stood and as what") {
  const std::vector<Block> blocks = {
      {BlockKind::xmp, 77, packet_of_word("DMI-ALLOWED")},
      {BlockKind::jumbf, 5, packet_of_word("DMI-PROHIBITED")}};
  const auto found = read_mining(blocks);
  REQUIRE(found.size() == 1);
  CHECK(found[0].family == signals::Family::embedded);
  CHECK(found[0].source == signals::Source::metadata);
  CHECK(found[0].offset == 77);
  CHECK(found[0].raw == "plus:DataMining=\"" + kVocabulary + "DMI-ALLOWED\"");
  CHECK(found[0].url.empty());
}

TEST_CASE("XMP: what is told is bounded") {
  std::string elements;
  for (int i = 0; i < 1000; ++i)
    elements += "<plus:DataMining>DMI-" + std::to_string(i) +
                std::string(6000, 'x') + "\x7F</plus:DataMining>";
  const std::vector<Block> blocks = {{BlockKind::xmp, 0, packet("", elements)}};
  const auto found = read_mining(blocks);
  CHECK(found.size() == kMaxMiningSignals);
  for (const auto& signal : found) {
    CHECK(signal.raw.size() <= 510);
    CHECK(signal.value.size() <= 510);
  }
}
