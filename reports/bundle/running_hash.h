// SPDX-License-Identifier: GPL-3.0-or-later
//
// A digest of bytes that come in pieces, of any of OpenSSL's kinds.

#ifndef VETO_REPORTS_BUNDLE_RUNNING_HASH_H_
#define VETO_REPORTS_BUNDLE_RUNNING_HASH_H_

#include <fmt/format.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/openssl.h"

namespace veto::reports {

class RunningHash {
 public:
  explicit RunningHash(const EVP_MD* kind) : context_(EVP_MD_CTX_new()) {
    VETO_CHECK(context_ && EVP_DigestInit_ex(context_.get(), kind, nullptr));
  }
  void update(std::string_view bytes) {
    VETO_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
  }
  // Lower-case hexadecimal digits; may be called once.
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    VETO_CHECK(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size));
    std::string text;
    for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_RUNNING_HASH_H_
