// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who reads opt-outs, and what each of them takes for a no: a table. A consumer
// is an operator, a program, or a class of readers ("whoever mines under the
// text and data mining exception"). What a consumer is known to look at is all
// that counts for it: a signal that nobody documents reading reserves nothing
// with that operator, however clearly it is put.
//
// Of each family that a consumer reads, and each use, a row of its own says how
// sure that is and who says so: an operator may document its rules of
// robots.txt, and of its directives nothing may be known but what others list.
// It is about what an operator states of itself, or what a program does, and
// not about what was observed.

#ifndef VETO_AUDIT_SIGNALS_CONSUMERS_CONSUMER_H_
#define VETO_AUDIT_SIGNALS_CONSUMERS_CONSUMER_H_

#include <span>
#include <string_view>

#include "audit/signals/families/directive_rules.h"
#include "audit/signals/families/signal.h"
#include "crawler/api/robots.h"

namespace veto::signals {

enum class Sureness {
  documented,  // its operator's own page was read
  quoted,      // others quote that page
  tested,      // the program was read and run
  standard,    // what a standard or a law asks of such a reader
  convention,  // what a draft, a proposal or a custom asks of such a reader
  catalogue,   // a public list says so, and nothing else does
};

// For pages, for images, or for both.
enum class On { both, page, image };

// One thing that a consumer looks at before one use.
struct Take {
  Use use = Use::crawl;
  Family family = Family::rule;
  // The product token it answers to in robots.txt and in directives; "" for
  // one that has no name of its own.
  std::string_view token;
  Sureness sure = Sureness::documented;
  std::string_view source;  // who says so
  On on = On::both;
  // Whose group it follows where robots.txt does not name it; "" for "*".
  std::string_view falls_back_to = "";
  std::span<const DirectiveMeaning> meanings{};  // of directives
  // How it parses robots.txt, where that is known.
  crawler::Reading reading = crawler::Reading::rfc;
  // It takes the fields of a response apart in its own way (img2dataset.h).
  bool own_parser = false;
  // Of a page it reads the meta elements of the head alone.
  bool head_only = false;
};

struct Consumer {
  std::string_view id;
  std::string_view name;
  bool is_class = false;  // of readers, rather than one of them
  // Its own statement on what a person asks it to fetch: a word that texts
  // know ("user_fetches_not_bound"), or "".
  std::string_view note;
  std::span<const Take> takes;
};

std::span<const Consumer> consumers();
// Null for an unknown id.
const Consumer* consumer(std::string_view id);

std::string_view to_string(Sureness sureness);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_CONSUMERS_CONSUMER_H_
