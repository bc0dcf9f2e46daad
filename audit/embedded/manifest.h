// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a C2PA manifest store says about training and data mining.
//
// Signatures, hashes and trust lists are not checked: what is found is a
// statement in the file, by nobody known. Whether the manifest was made for
// these pixels, by whom, or at all by a claim generator, is not said.
//
// A store holds the manifest of the asset and those of the assets it was made
// from, side by side. Only the asset's own is read, which is the last one
// (C2PA 2.1, "Locating the Active Manifest"); the others speak about other
// images. An update manifest (C2PA 2.1, "Update Manifests") adds to a manifest
// of the same, unchanged image: there the updated one is read too, and so on.
//
// Where the order of manifests is not certain, because the store is cut off or
// damaged, nothing is read. Manifests under Brotli ("Compressed Manifests")
// are not opened.

#ifndef VETO_AUDIT_EMBEDDED_MANIFEST_H_
#define VETO_AUDIT_EMBEDDED_MANIFEST_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::embedded {

// Whether one of the boxes in `jumbf` is a C2PA manifest store.
bool has_manifest_store(std::string_view jumbf);

// The entries of every training and data mining assertion, those of the active
// manifest first (training_mining.h); `jumbf` are boxes one after another, of
// which the first manifest store counts, and `offset` is where the first of
// them stands in the file: a signal's offset is that of its assertion.
std::vector<signals::Signal> read_manifest(std::string_view jumbf,
                                           std::size_t offset);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_MANIFEST_H_
