// SPDX-License-Identifier: GPL-3.0-or-later
//
// The summary in a stranger's bundle: what is kept of it is what a whole parse
// finds there, and a short text.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "base/check.h"
#include "reports/bundle/summary_facts.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::istringstream in(text);
  const auto facts = reports::read_summary_facts(in);
  if (!facts) return 0;
  auto whole = nlohmann::json::parse(text, nullptr, false);
  VETO_CHECK(whole.is_object());
  // Of a member that stands there twice a parse keeps the last alone.
  if (!facts->edition)
    VETO_CHECK(!whole.contains("edition") || whole["edition"].is_null());
  VETO_CHECK(facts->left_out.size() <= 1000);
  return 0;
}
