// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/xmp_mining.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "audit/embedded/xmp_packet.h"
#include "audit/signals/families/plus_words.h"
#include "base/text.h"
#include "base/xml_reader.h"

namespace veto::embedded {
namespace {

using signals::Signal;

constexpr std::size_t kMaxWritten = 500;

constexpr std::string_view kPlus = "http://ns.useplus.org/ldf/xmp/1.0/";
constexpr std::string_view kIptc =
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
constexpr std::string_view kTdm = "http://www.w3.org/ns/tdmrep/";
constexpr std::string_view kVocabulary = "http://ns.useplus.org/ldf/vocab/";

enum class Kind { mining, constraints, reservation, text, invention };

struct Known {
  std::string_view local;
  std::string_view prefix;  // the customary one
  std::string_view space;
  Kind kind;
};
constexpr Known kKnown[] = {
    {"DataMining", "plus", kPlus, Kind::mining},
    {"OtherConstraints", "plus", kPlus, Kind::constraints},
    {"reservation", "tdm", kTdm, Kind::reservation},
    {"policy", "tdm", kTdm, Kind::text},
    {"reserve_tdm", "tdm", kTdm, Kind::invention},
};
constexpr std::string_view kInventedPrefix = "DMI-";
// Local names of these are common words; elsewhere they mean something else.
constexpr std::string_view kMentions[] = {"DataMining", "useplus.org",
                                          "ns/tdmrep"};

std::string_view prefix_as_written(std::string_view name) {
  const auto colon = name.find(':');
  return colon == name.npos ? std::string_view() : name.substr(0, colon);
}

const Known* find_known(std::string_view local) {
  const auto found = std::ranges::find(kKnown, local, &Known::local);
  return found == std::end(kKnown) ? nullptr : found;
}

bool is_wanted(std::string_view local) {
  return find_known(local) || local.starts_with(kInventedPrefix);
}

// Whether a property of another namespace was meant to be this one.
bool is_meant(const Known& known, const XmpProperty& property) {
  return prefix_as_written(property.name) == known.prefix ||
         local_name(property.name) == "DataMining" ||
         property.space.starts_with(
             known.space.substr(0, known.space.size() - 1));
}

// The word behind the vocabulary's address.
void read_word(std::string_view value, Signal& signal) {
  const auto slash = value.rfind('/');
  const std::string_view word =
      slash == value.npos ? value : value.substr(slash + 1);
  if (!signals::is_plus_word(word)) {
    signal.value = printable(value, kMaxWritten);
    signal.malformed = true;
    signal.problem = "unknown_value";
    return;
  }
  signal.value = word;
  if (value.substr(0, value.size() - word.size()) != kVocabulary)
    signal.problem = "no_vocabulary_uri";
}

void set_problem(Signal& signal, std::string_view problem) {
  signal.problem = problem;
  signal.malformed = true;
}

Signal make_signal(const XmpProperty& property, std::string_view prefix,
                   const std::string& value, std::size_t offset) {
  Signal signal;
  signal.family = signals::Family::embedded;
  signal.source = signals::Source::metadata;
  signal.name = to_lower(prefix) + ":" +
                printable(to_lower(local_name(property.name)), 100);
  signal.value = printable(value, kMaxWritten);
  signal.raw = printable(property.name + "=\"" + value + "\"", kMaxWritten);
  signal.offset = offset;
  return signal;
}

class MiningReader {
 public:
  void read(const Block& block) {
    const XmpPacket packet = read_packet(block.bytes, is_wanted);
    const std::size_t before = signals_.size();
    for (const XmpProperty& property : packet.properties)
      take(property, block.offset);
    if (packet.whole) return;
    for (std::size_t i = before; i < signals_.size(); ++i)
      set_problem(signals_[i], "not_xml");
    if (before == signals_.size()) mention(block);
  }

  std::vector<Signal> finish() {
    note_differences();
    return std::move(signals_);
  }

 private:
  void take(const XmpProperty& property, std::size_t offset) {
    const Known* known = find_known(local_name(property.name));
    if (!known) {
      if (property.space == kIptc)
        for (const std::string& value : property.values)
          add_invention(property, "Iptc4xmpExt", value, offset);
      return;
    }
    const bool right = property.space == known->space;
    if (!right && !is_meant(*known, property)) return;
    for (const std::string& value : property.values) {
      Signal signal = make_signal(property, known->prefix, value, offset);
      judge(*known, value, signal);
      if (!right) set_problem(signal, "wrong_namespace");
      add(std::move(signal));
      if (known->kind == Kind::constraints) break;  // one in each language
    }
  }

  static void judge(const Known& known, const std::string& value,
                    Signal& signal) {
    if (known.kind == Kind::mining) read_word(value, signal);
    if (known.kind == Kind::invention) set_problem(signal, "unknown_property");
    if (known.kind == Kind::reservation && value != "0" && value != "1")
      set_problem(signal, "unknown_value");
  }

  void add_invention(const XmpProperty& property, std::string_view prefix,
                     const std::string& value, std::size_t offset) {
    Signal signal = make_signal(property, prefix, value, offset);
    set_problem(signal, "unknown_property");
    add(std::move(signal));
  }

  // A packet that nobody can read, though it was to say something.
  void mention(const Block& block) {
    for (const std::string_view word : kMentions) {
      const auto at = block.bytes.find(word);
      if (at == std::string::npos) continue;
      Signal signal;
      signal.family = signals::Family::embedded;
      signal.source = signals::Source::metadata;
      signal.name = "xmp";
      signal.raw = printable(
          std::string_view(block.bytes).substr(at - std::min(at, kBefore)),
          kMaxWritten);
      signal.offset = block.offset;
      set_problem(signal, "not_xml");
      return add(std::move(signal));
    }
  }

  void add(Signal signal) {
    const bool told = std::ranges::any_of(signals_, [&](const Signal& other) {
      return other.name == signal.name && other.value == signal.value &&
             other.problem == signal.problem;
    });
    if (!told && signals_.size() < kMaxMiningSignals)
      signals_.push_back(std::move(signal));
  }

  void note_differences() {
    for (Signal& signal : signals_) {
      const bool differs = std::ranges::any_of(signals_, [&](const Signal& s) {
        return !s.malformed && s.name == signal.name && s.value != signal.value;
      });
      if (differs && !signal.malformed) signal.problem = "differs_within_file";
    }
  }

  static constexpr std::size_t kBefore = 60;

  std::vector<Signal> signals_;
};

}  // namespace

std::vector<Signal> read_mining(std::span<const Block> blocks) {
  MiningReader reader;
  for (const Block& block : blocks)
    if (block.kind != BlockKind::jumbf) reader.read(block);
  return reader.finish();
}

}  // namespace veto::embedded
