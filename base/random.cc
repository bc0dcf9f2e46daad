// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/random.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>

namespace veto {

Result<std::string> random_token() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) !=
      static_cast<ssize_t>(bytes.size()))
    return fail(ErrorKind::io, "the system gives no random numbers");
  std::string token;
  for (unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

Result<std::string> random_salt() {
  std::string salt(32, '\0');
  if (::getrandom(salt.data(), salt.size(), 0) !=
      static_cast<ssize_t>(salt.size()))
    return fail(ErrorKind::io, "the system gives no random numbers");
  return salt;
}

}  // namespace veto
