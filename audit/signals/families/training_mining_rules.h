// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the entries of training and data mining assertions come to: CAWG
// Training and Data Mining Assertion 1.1, section 3.1, whose words decide which
// use an entry is about.
//
//   ai_generative_training, ai_training   "training data to an AI/ML model",
//       one that generates and one that does not        -> training, half each
//   ai_inference   "input to a trained AI/ML model"      -> answer
//   data_mining    "text or data content be extracted from the asset", to
//       find patterns: what a collection is made for     -> dataset
//
// data_mining is not taken for training, although law may see training as
// mining: the specification has entries for training beside it, so who writes
// the one and leaves out the others has not said more. No entry is about
// crawling or indexing.
//
// Neither specification says what holds where statements differ (both labels,
// instances, an update of a manifest): the most restrictive one does. A
// constraint with terms reserves, since no program can tell whether they are
// met; without terms the reader has made it "notAllowed" already. Since one
// who is silent allows nothing, training is allowed only where both of its
// entries are. Entries of others and malformed ones decide nothing.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_TRAINING_MINING_RULES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_TRAINING_MINING_RULES_H_

#include <optional>
#include <span>

#include "audit/signals/families/signal.h"

namespace veto::signals {

// Of the signals of one image, among which those of other families are passed
// over. `by` is the first "notAllowed" where there is one, else the first
// "constrained", else the first "allowed".
std::optional<Answer> resolve_training_mining(std::span<const Signal> signals,
                                              Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_TRAINING_MINING_RULES_H_
