// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a log line and a key directory say about a signature: lines of the
// input are the directory, Signature-Input, Signature, Signature-Agent and the
// host. Whatever they hold, nothing is signed with a key that is not known,
// and the same answer comes twice.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/logs/key_directory.h"
#include "audit/logs/signature.h"
#include "base/check.h"
#include "base/text.h"

using namespace veto;
using namespace veto::logs;

namespace {

void check_keys(const KeyDirectory& directory) {
  VETO_CHECK(!directory.keys.empty());
  VETO_CHECK(directory.keys.size() + directory.others <= kMaxDirectoryKeys);
  for (const SigningKey& key : directory.keys) {
    VETO_CHECK(key.bytes.size() == 32);
    VETO_CHECK(key.thumbprint.size() == 43);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  std::vector<std::string_view> lines;
  for (std::string_view line : split(input, '\n')) lines.push_back(line);
  lines.resize(5);
  const auto directory = read_key_directory(lines[0]);
  if (directory) check_keys(*directory);
  const SignedFields fields{.authority = lines[4],
                            .agent = lines[3],
                            .input = lines[1],
                            .signature = lines[2],
                            .time = from_micros(1'795'428'000'000'000)};
  const auto find = [&](std::string_view keyid) -> const SigningKey* {
    if (!directory) return nullptr;
    for (const SigningKey& key : directory->keys)
      if (key.thumbprint == keyid) return &key;
    return nullptr;
  };
  const auto check = check_signature(fields, "bot.acme.test", find);
  VETO_CHECK(check.is_signed() == (check.key != nullptr));
  VETO_CHECK(!check.is_signed() || directory.has_value());
  VETO_CHECK(check.note == check_signature(fields, "bot.acme.test", find).note);
  VETO_CHECK(!check_signature(fields, "bot.acme.test", [](std::string_view) {
                return static_cast<const SigningKey*>(nullptr);
              }).is_signed());
  return 0;
}
