// SPDX-License-Identifier: GPL-3.0-or-later
//
// A WARC file of a stranger, plain or gzip, in pieces of every size.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "crawler/import_record.h"
#include "crawler/import_warc.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto;
  if (size == 0) return 0;
  const std::size_t piece = 1 + data[0];
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const ReadBytes bytes = [&](char* into,
                              std::size_t room) -> Result<std::size_t> {
    const std::size_t taken = std::min({piece, room, rest.size()});
    std::memcpy(into, rest.data(), taken);
    rest.remove_prefix(taken);
    return taken;
  };
  crawler::ImportLimits limits;
  limits.max_body = 4096;
  const crawler::ImportedSource source;
  crawler::ImportSinks sinks;
  sinks.take = [&](crawler::ImportEntry entry) -> Status {
    if (entry.body.size() > limits.max_body) __builtin_trap();
    if (crawler::is_wanted(entry))
      (void)crawler::import_record(std::move(entry), source);
    return {};
  };
  sinks.pass_over = [](auto, auto) {};
  sinks.lose = [](auto, auto) {};
  auto plain = crawler::plain_bytes(bytes);
  if (!plain) return 0;
  const auto budget = std::make_shared<std::uint64_t>(8u << 20);
  (void)crawler::read_warc(crawler::within(budget, *plain), "", limits, sinks);
  return 0;
}
