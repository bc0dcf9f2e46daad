// SPDX-License-Identifier: GPL-3.0-or-later
//
// A HAR file of a stranger.

#include <cstdint>
#include <sstream>
#include <string>

#include "crawler/har_entry.h"
#include "crawler/import_har.h"
#include "crawler/import_record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  crawler::ImportLimits limits;
  limits.max_body = 4096;
  crawler::ImportedSource source;
  crawler::ImportSinks sinks;
  sinks.take = [&](crawler::ImportEntry entry) -> Status {
    if (entry.body.size() > limits.max_body) __builtin_trap();
    if (!crawler::is_wanted(entry)) return {};
    // What is kept must be readable again as it was taken.
    const std::string body = entry.body;
    const auto record = crawler::import_record(std::move(entry), source);
    if (record.capture.payload_digest != sha256(body)) __builtin_trap();
    if (record.members.empty()) __builtin_trap();
    return {};
  };
  sinks.pass_over = [](auto, auto) {};
  sinks.lose = [](auto, auto) {};
  (void)crawler::read_har(in, limits, sinks);
  return 0;
}
