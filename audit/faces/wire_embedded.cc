// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/wire_embedded.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace veto::faces {
namespace {

using signals::Family;
using signals::Signal;

// What stands in files.
constexpr Family kFamilies[] = {Family::embedded, Family::training_mining,
                                Family::tdmrep};
// No reader gives more.
constexpr std::size_t kMaxField = 1000;
constexpr std::int64_t kMaxOffset = std::int64_t{1} << 40;

// Each member by name: a new one does not compile until it is decided here
// whether it may leave the worker. What is left out the program itself knows,
// or a file has not.
void put_signal(box::FieldWriter& fields, const Signal& signal) {
  [[maybe_unused]] const auto& [family, source, url, agent, scope, name, value,
                                raw, line, offset, evidence, malformed,
                                problem] = signal;
  const auto* known = std::ranges::find(kFamilies, family);
  fields.number(known == std::end(kFamilies) ? 0 : known - kFamilies);
  for (const std::string* text : {&name, &value, &raw, &problem})
    fields.text(*text);
  fields.number(std::int64_t(offset));
  fields.number(malformed ? 1 : 0);
}

Signal take_signal(box::FieldReader& fields) {
  Signal signal;
  signal.source = signals::Source::metadata;
  signal.family = kFamilies[fields.integer(0, int(std::size(kFamilies)) - 1)];
  for (std::string* text :
       {&signal.name, &signal.value, &signal.raw, &signal.problem})
    *text = printable(fields.text(kMaxField), kMaxField);
  signal.offset = std::size_t(fields.number(0, kMaxOffset));
  signal.malformed = fields.integer(0, 1) == 1;
  return signal;
}

}  // namespace

void put_embedded(box::FieldWriter& fields,
                  const embedded::Embedded& embedded) {
  const auto& [signals, has_xmp, has_manifest] = embedded;
  fields.number(has_xmp ? 1 : 0);
  fields.number(has_manifest ? 1 : 0);
  const std::size_t count = std::min(signals.size(), embedded::kMaxSignals);
  fields.number(std::int64_t(count));
  for (std::size_t i = 0; i < count; ++i) put_signal(fields, signals[i]);
}

embedded::Embedded take_embedded(box::FieldReader& fields) {
  embedded::Embedded embedded;
  embedded.has_xmp = fields.integer(0, 1) == 1;
  embedded.has_manifest = fields.integer(0, 1) == 1;
  const int count = fields.integer(0, int(embedded::kMaxSignals));
  for (int i = 0; i < count; ++i)
    embedded.signals.push_back(take_signal(fields));
  return embedded;
}

}  // namespace veto::faces
