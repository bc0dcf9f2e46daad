// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/manifest.h"

#include <algorithm>
#include <optional>
#include <string>

#include "audit/embedded/cbor.h"
#include "audit/embedded/json_content.h"
#include "audit/embedded/jumbf.h"
#include "audit/embedded/training_mining.h"

namespace veto::embedded {
namespace {

using signals::Signal;

constexpr int kMaxUpdates = 16;  // manifests of one image that are read

// Types of superboxes: four letters of their own, and what ISO base media
// files put behind any such four.
constexpr std::string_view kUuidTail{
    "\x00\x11\x00\x10\x80\x00\x00\xAA\x00\x38\x9B\x71", 12};
constexpr std::string_view kStore = "c2pa";
constexpr std::string_view kAssertions = "c2as";
constexpr std::string_view kUpdate = "c2um";
// Standard, its older code, update, compressed.
constexpr std::string_view kManifests[] = {"c2ma", "c2md", kUpdate, "c2cm"};
constexpr std::string_view kIngredient = "c2pa.ingredient";
constexpr std::string_view kManifestUri = "self#jumbf=/c2pa/";

bool is_type(const Superbox& box, std::string_view type) {
  return box.uuid.starts_with(type) && box.uuid.ends_with(kUuidTail);
}

bool is_manifest(const Superbox& box) {
  return std::ranges::any_of(
      kManifests, [&](std::string_view type) { return is_type(box, type); });
}

// The first superbox of a type.
std::optional<Superbox> find_type(BoxReader boxes, std::string_view type) {
  while (const auto box = boxes.next()) {
    const auto superbox = open_superbox(*box);
    if (superbox && is_type(*superbox, type)) return superbox;
  }
  return {};
}

std::optional<Superbox> active_manifest(const Superbox& store) {
  std::optional<Superbox> last;
  BoxReader boxes = store.boxes();
  while (const auto box = boxes.next()) {
    const auto superbox = open_superbox(*box);
    if (superbox && is_manifest(*superbox)) last = superbox;
  }
  if (boxes.damaged()) return {};
  return last;
}

std::optional<Value> content_of(const Superbox& assertion) {
  BoxReader boxes = assertion.boxes();
  while (const auto box = boxes.next()) {
    const bool is_cbor = box->type == "cbor";
    if (!is_cbor && box->type != "json") continue;
    auto value = is_cbor ? parse_cbor(box->body) : parse_json(box->body);
    if (!value) return {};
    return std::move(*value);
  }
  return {};
}

// The label of the manifest that an ingredient assertion says is of the image
// this one is an update of; "" where it says nothing of the kind.
std::string parent_label(const Value& ingredient) {
  const Value* relationship = ingredient.find("relationship");
  if (!relationship || relationship->text != "parentOf") return {};
  // Of the third version of that assertion, and of the first two.
  for (const std::string_view field : {"activeManifest", "c2pa_manifest"}) {
    const Value* reference = ingredient.find(field);
    const Value* url = reference ? reference->find("url") : nullptr;
    if (url && url->is_text() && url->text.starts_with(kManifestUri))
      return url->text.substr(kManifestUri.size());
  }
  return {};
}

// The manifest before `update` in the store that `update` adds to. Only before
// it, so that no chain of them is a circle.
std::optional<Superbox> updated_manifest(const Superbox& store,
                                         const Superbox& assertions,
                                         const Superbox& update) {
  std::string label;
  BoxReader boxes = assertions.boxes();
  while (const auto box = boxes.next()) {
    const auto assertion = open_superbox(*box);
    if (!assertion || !assertion->label.starts_with(kIngredient)) continue;
    if (const auto content = content_of(*assertion))
      label = parent_label(*content);
    if (!label.empty()) break;
  }
  if (label.empty()) return {};
  BoxReader manifests = store.boxes();
  while (const auto box = manifests.next()) {
    if (box->offset >= update.offset) break;
    const auto manifest = open_superbox(*box);
    if (manifest && is_manifest(*manifest) && manifest->label == label)
      return manifest;
  }
  return {};
}

void read_assertions(const Superbox& assertions, std::vector<Signal>& out) {
  BoxReader boxes = assertions.boxes();
  while (const auto box = boxes.next()) {
    const auto assertion = open_superbox(*box);
    if (!assertion || !is_training_mining(assertion->label)) continue;
    if (const auto content = content_of(*assertion))
      read_training_mining(assertion->label, *content, assertion->offset, out);
  }
}

}  // namespace

bool has_manifest_store(std::string_view jumbf) {
  return find_type(BoxReader(jumbf, 0), kStore).has_value();
}

std::vector<Signal> read_manifest(std::string_view jumbf, std::size_t offset) {
  std::vector<Signal> found;
  const auto store = find_type(BoxReader(jumbf, offset), kStore);
  if (!store) return found;
  auto manifest = active_manifest(*store);
  for (int i = 0; manifest && i < kMaxUpdates; ++i) {
    const auto assertions = find_type(manifest->boxes(), kAssertions);
    if (!assertions) break;
    read_assertions(*assertions, found);
    if (!is_type(*manifest, kUpdate)) break;
    manifest = updated_manifest(*store, *assertions, *manifest);
  }
  mark_differing(found);
  return found;
}

}  // namespace veto::embedded
