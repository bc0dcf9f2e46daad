// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/manifest.h"

#include <string>

#include "tests/audit/embedded/jumbf_writer.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::embedded::testing;
using signals::Signal;

namespace {

constexpr const char* kLabel = "cawg.training-mining";

// An assertion that says one thing.
std::string says(const std::string& use, const std::string& label = kLabel) {
  return mining(label, {{"cawg.ai_training", cbor_use(use)}});
}

// Values of what is found, in order.
std::string shown_uses(const std::string& jumbf) {
  std::string text;
  for (const Signal& signal : read_manifest(jumbf, 0))
    text += (text.empty() ? "" : " ") + signal.value;
  return text;
}

}  // namespace

TEST_CASE("manifest store: which manifests speak about this image") {
  const std::string no = says("notAllowed");
  const std::string yes = says("allowed");
  const std::string content = cbor_map(
      {{"entries", cbor_map({{"c2pa.data_mining", cbor_use("allowed")}})}});
  const std::string padded =
      superbox("cbor", kLabel, box("free", "") + box("cbor", content));
  const std::string instance = "cawg.training-mining__1";
  struct Row {
    const char* what;
    std::string store;
    const char* values;
  };
  const Row rows[] = {
      {"one manifest", store(manifest("urn:a", no)), "notAllowed"},
      {"the older code of a standard manifest",
       store(manifest("urn:a", no, "c2md")), "notAllowed"},
      {"an ingredient's manifest is about another image",
       store(manifest("urn:a", no) + manifest("urn:b", yes)), "allowed"},
      {"the last one is silent, whatever ingredients say",
       store(manifest("urn:a", no) + manifest("urn:b", "")), ""},
      {"a standard manifest with a parent is another image still",
       store(manifest("urn:a", no) + manifest("urn:b", ingredient("urn:a"))),
       ""},
      {"boxes of others after the last manifest",
       store(manifest("urn:a", no) + superbox("xxxx", "x", "") +
             box("free", "123")),
       "notAllowed"},
      {"two assertions", store(manifest("urn:a", no + yes)),
       "notAllowed allowed"},
      {"an instance",
       store(manifest("urn:a", yes + says("notAllowed", instance))),
       "allowed notAllowed"},
      {"other assertions around it",
       store(manifest(
           "urn:a", json_assertion("stds.schema-org.CreativeWork", "{}") + no +
                        cbor_assertion("c2pa.actions", "?"))),
       "notAllowed"},
      {"a JSON content box",
       store(manifest("urn:a",
                      json_assertion(kLabel, R"({"entries": {"cawg.ai_training":
                                                 {"use": "notAllowed"}}})"))),
       "notAllowed"},
      {"padding before the content", store(manifest("urn:a", padded)),
       "allowed"},
      {"boxes before the store",
       box("free", "") + superbox("xxxx", "x", no) +
           store(manifest("urn:a", no)),
       "notAllowed"},
      {"of two stores the first",
       store(manifest("urn:a", no)) + store(manifest("urn:b", yes)),
       "notAllowed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_uses(row.store) == row.values);
    CHECK(has_manifest_store(row.store));
  }
}

TEST_CASE("manifest store: an update manifest adds to one of the same image") {
  const std::string no = says("notAllowed");
  const std::string yes = says("allowed");
  const std::string first = manifest("urn:a", no);
  struct Row {
    const char* what;
    std::string manifests;
    const char* values;
  };
  const Row rows[] = {
      {"silent itself", first + manifest("urn:b", ingredient("urn:a"), "c2um"),
       "notAllowed"},
      {"with a statement of its own, which comes first",
       first + manifest("urn:b", yes + ingredient("urn:a"), "c2um"),
       "allowed notAllowed"},
      {"named as before the third version",
       first + manifest("urn:b",
                        ingredient("urn:a", "parentOf", "c2pa_manifest"),
                        "c2um"),
       "notAllowed"},
      {"an update of an update",
       first + manifest("urn:b", ingredient("urn:a"), "c2um") +
           manifest("urn:c", ingredient("urn:b"), "c2um"),
       "notAllowed"},
      {"the one between them is not passed over for an ingredient's",
       manifest("urn:x", yes) + first +
           manifest("urn:b", ingredient("urn:a"), "c2um"),
       "notAllowed"},
      {"not the parent but a part",
       first + manifest("urn:b", ingredient("urn:a", "componentOf"), "c2um"),
       ""},
      {"the parent is not in the store",
       first + manifest("urn:b", ingredient("urn:z"), "c2um"), ""},
      {"its own parent",
       first + manifest("urn:b", yes + ingredient("urn:b"), "c2um"), "allowed"},
      {"no parent named", first + manifest("urn:b", yes, "c2um"), "allowed"},
      {"a parent after it is none: the last is active",
       manifest("urn:b", yes + ingredient("urn:a"), "c2um") + first,
       "notAllowed"},
      {"standard manifests end the chain",
       manifest("urn:x", yes) + manifest("urn:a", no + ingredient("urn:x")) +
           manifest("urn:b", ingredient("urn:a"), "c2um"),
       "notAllowed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_uses(store(row.manifests)) == row.values);
  }
}

TEST_CASE("manifest store: what is not read") {
  const std::string no = says("notAllowed");
  const std::string good = manifest("urn:a", no);
  struct Row {
    const char* what;
    std::string bytes;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"no boxes", "\xff\xd8\xff\xe0 not JUMBF"},
      {"a manifest outside a store", good},
      {"a store of another type", superbox("c2px", "c2pa", good)},
      {"a type that only begins like a store's",
       box("jumb", box("jumd", "c2pa" + std::string(12, '\0') + '\0') + good)},
      {"a store within a store", store(store(good))},
      {"an empty store", store("")},
      {"a store cut off", store(good).substr(0, store(good).size() - 1)},
      // Which manifest is the last is not known.
      {"a damaged end of the store", store(good + "1234")},
      {"a manifest longer than the store",
       store(good + big_endian_bytes(500, 4) + "jumb")},
      // Present, and not to be looked through: what is before it is an
      // ingredient's.
      {"a compressed manifest last",
       store(good + superbox("c2cm", "urn:b", box("brob", "jumb????")))},
      {"no assertion store", store(superbox("c2ma", "urn:a", no))},
      {"an assertion store of another type",
       store(superbox("c2ma", "urn:a", superbox("c2ax", "x", no)))},
      {"an assertion one level too deep",
       store(manifest("urn:a", superbox("c2as", "c2pa.assertions", no)))},
      {"another label", store(manifest("urn:a", says("notAllowed", "x.y")))},
      {"content that is no CBOR",
       store(manifest("urn:a", cbor_assertion(kLabel, "\xff\xff")))},
      {"content that is no JSON",
       store(manifest("urn:a", json_assertion(kLabel, "{")))},
      {"no content", store(manifest("urn:a", superbox("cbor", kLabel, "")))},
      {"content of another kind",
       store(manifest("urn:a", superbox("uuid", kLabel, box("uuid", "x"))))},
      // As a redaction leaves it (C2PA 2.1, "Redaction of Assertions").
      {"content overwritten with zeros",
       store(manifest("urn:a", cbor_assertion(kLabel, std::string(40, '\0'))))},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_uses(row.bytes).empty());
  }
}

TEST_CASE("manifest store: what stands before damage in a manifest is read") {
  const std::string assertions = says("notAllowed") + "junk";
  CHECK(shown_uses(store(manifest("urn:a", assertions))) == "notAllowed");
}

TEST_CASE("manifest store: whether there is one") {
  CHECK(has_manifest_store(store("")));
  CHECK(has_manifest_store(box("free", "") + store("")));
  CHECK(!has_manifest_store(""));
  CHECK(!has_manifest_store(manifest("urn:a", "")));
  CHECK(!has_manifest_store(store("").substr(0, 20)));
}

TEST_CASE("manifest store: a signal tells where its assertion stands") {
  const std::string assertion = says("notAllowed");
  const std::string bytes =
      box("free", "xyz") +
      store(manifest("urn:a", says("allowed")) + manifest("urn:b", assertion));
  const auto found = read_manifest(bytes, 5000);
  REQUIRE(found.size() == 1);
  CHECK(found[0].offset == 5000 + bytes.rfind(assertion));
  CHECK(found[0].family == signals::Family::training_mining);
  CHECK(found[0].source == signals::Source::metadata);
  CHECK(found[0].raw == "cawg.training-mining: cawg.ai_training = notAllowed");
}

TEST_CASE("manifest store: the two labels of one manifest are compared") {
  const auto found = read_manifest(
      store(manifest(
          "urn:a", says("allowed") +
                       mining("c2pa.training-mining",
                              {{"c2pa.ai_training", cbor_use("notAllowed")}}))),
      0);
  REQUIRE(found.size() == 2);
  CHECK(found[0].problem == "both_labels_differ");
  CHECK(found[1].problem == "both_labels_differ");
}

TEST_CASE("manifest store: of a long chain of updates so many are read") {
  std::string manifests = manifest("urn:0", says("notAllowed"));
  for (int i = 1; i <= 2000; ++i)
    manifests += manifest(
        "urn:" + std::to_string(i),
        says("allowed") + ingredient("urn:" + std::to_string(i - 1)), "c2um");
  CHECK(read_manifest(store(manifests), 0).size() == 16);
}

TEST_CASE("manifest store: nesting without end is not followed") {
  std::string nested = says("notAllowed");
  for (int i = 0; i < 2000; ++i) nested = superbox("c2ma", "urn:a", nested);
  CHECK(shown_uses(store(nested)).empty());
}
