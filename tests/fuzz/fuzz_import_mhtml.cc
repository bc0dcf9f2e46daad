// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page that a stranger saved as one file.

#include <cstdint>
#include <string>

#include "crawler/import_mhtml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto;
  crawler::ImportLimits limits;
  limits.max_body = 4096;
  crawler::ImportSinks sinks;
  sinks.take = [&](crawler::ImportEntry entry) -> Status {
    if (entry.body.size() > limits.max_body) __builtin_trap();
    return {};
  };
  sinks.pass_over = [](auto, auto) {};
  sinks.lose = [](auto, auto) {};
  (void)crawler::read_mhtml({reinterpret_cast<const char*>(data), size}, limits,
                            sinks);
  return 0;
}
