// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/identity.h"

namespace veto::logs {

Result<Proofs> load_proofs(const Inputs& inputs, const Sinks& sinks) {
  const auto& registry =
      inputs.registry ? *inputs.registry : config::ScraperRegistry::built_in();
  Proofs proofs;
  auto lists = AddressHistory::load(inputs.address_lists, registry, sinks);
  if (!lists) return pass(lists);
  proofs.lists = std::move(*lists);
  auto keys = KeyHistory::load(inputs.address_lists, registry, sinks);
  if (!keys) return pass(keys);
  proofs.keys = std::move(*keys);
  if (inputs.folder.empty()) return proofs;
  auto names = NameAnswers::load(inputs.folder / kNameAnswersName, sinks);
  if (!names) return pass(names);
  proofs.names = std::move(*names);
  return proofs;
}

}  // namespace veto::logs
