// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/prefix_hash.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace veto::logs {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { ::EVP_MD_CTX_free(context); }
};
using HashContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;

}  // namespace

struct PrefixHash::State {
  HashContext context{::EVP_MD_CTX_new()};
};

PrefixHash::PrefixHash() : state_(std::make_unique<State>()) {
  VETO_CHECK(
      ::EVP_DigestInit_ex(state_->context.get(), ::EVP_sha256(), nullptr) == 1);
}

PrefixHash::~PrefixHash() = default;

void PrefixHash::update(std::string_view bytes) {
  VETO_CHECK(::EVP_DigestUpdate(state_->context.get(), bytes.data(),
                                bytes.size()) == 1);
  size_ += bytes.size();
}

Digest PrefixHash::so_far() const {
  const HashContext copy(::EVP_MD_CTX_new());
  Digest digest;
  VETO_CHECK(::EVP_MD_CTX_copy_ex(copy.get(), state_->context.get()) == 1);
  VETO_CHECK(::EVP_DigestFinal_ex(copy.get(), digest.bytes.data(), nullptr) ==
             1);
  return digest;
}

}  // namespace veto::logs
