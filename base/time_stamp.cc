// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/time_stamp.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <sys/random.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "base/check.h"
#include "base/text.h"

namespace veto {
namespace {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
template <typename T, auto Free>
using Owned = std::unique_ptr<T, Freer<Free>>;

using Request = Owned<TS_REQ, TS_REQ_free>;
using Imprint = Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Algorithm = Owned<X509_ALGOR, X509_ALGOR_free>;
using Integer = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using Response = Owned<TS_RESP, TS_RESP_free>;
using Number = Owned<BIGNUM, BN_free>;
// OpenSSL's stacks are macros. The certificates belong to the token.
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Certificates = std::unique_ptr<STACK_OF(X509), FreeStack>;

std::unexpected<Error> damaged(const char* what) {
  return fail(ErrorKind::damaged, what);
}

std::string text_of(const ASN1_OBJECT* object) {
  char text[128] = {};
  ::OBJ_obj2txt(text, sizeof text, object, 1);
  return text;
}

std::string hex_of(const ASN1_INTEGER* integer) {
  const Number number(::ASN1_INTEGER_to_BN(integer, nullptr));
  if (!number) return {};
  const Owned<char, [](char* p) { OPENSSL_free(p); }> hex(
      ::BN_bn2hex(number.get()));
  return hex ? to_lower(hex.get()) : std::string();
}

// The reason the authority gives, in its own words, or none.
std::string reason_of(TS_STATUS_INFO* status) {
  const STACK_OF(ASN1_UTF8STRING)* texts = ::TS_STATUS_INFO_get0_text(status);
  if (!texts || sk_ASN1_UTF8STRING_num(texts) == 0) return {};
  const ASN1_UTF8STRING* first = sk_ASN1_UTF8STRING_value(texts, 0);
  return printable(
      {reinterpret_cast<const char*>(::ASN1_STRING_get0_data(first)),
       static_cast<std::size_t>(::ASN1_STRING_length(first))},
      200);
}

bool is_of(TS_TST_INFO* info, const Digest& digest) {
  TS_MSG_IMPRINT* imprint = ::TS_TST_INFO_get_msg_imprint(info);
  const X509_ALGOR* algorithm = ::TS_MSG_IMPRINT_get_algo(imprint);
  const ASN1_OBJECT* name = nullptr;
  ::X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
  const ASN1_OCTET_STRING* bytes = ::TS_MSG_IMPRINT_get_msg(imprint);
  return ::OBJ_obj2nid(name) == NID_sha256 &&
         ::ASN1_STRING_length(bytes) == static_cast<int>(digest.bytes.size()) &&
         std::equal(digest.bytes.begin(), digest.bytes.end(),
                    ::ASN1_STRING_get0_data(bytes));
}

bool has_nonce(const TS_TST_INFO* info, std::uint64_t nonce) {
  const ASN1_INTEGER* stated = ::TS_TST_INFO_get_nonce(info);
  std::uint64_t value = 0;
  return stated && ::ASN1_INTEGER_get_uint64(&value, stated) == 1 &&
         value == nonce;
}

// The signer's certificate, where its key made the signature.
Result<std::string> signer_of(PKCS7* token) {
  if (PKCS7_type_is_signed(token) != 1)
    return damaged("the time stamp is not signed");
  const Certificates signers(::PKCS7_get0_signers(token, nullptr, 0));
  if (!signers || sk_X509_num(signers.get()) != 1)
    return damaged("the time stamp does not hold its signer's certificate");
  // Whose certificate that is, is not asked: there is no list of authorities.
  if (::PKCS7_verify(token, nullptr, nullptr, nullptr, nullptr,
                     PKCS7_NOVERIFY) != 1)
    return damaged("the time stamp's signature does not fit");
  const Owned<char, [](char* p) { OPENSSL_free(p); }> name(::X509_NAME_oneline(
      ::X509_get_subject_name(sk_X509_value(signers.get(), 0)), nullptr, 0));
  return name ? printable(name.get(), 300) : std::string();
}

Result<UtcTime> time_of(const TS_TST_INFO* info) {
  std::tm parts{};
  if (::ASN1_TIME_to_tm(::TS_TST_INFO_get_time(info), &parts) != 1)
    return damaged("the time stamp holds no time");
  return make_utc(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                  parts.tm_hour, parts.tm_min, std::min(parts.tm_sec, 59));
}

}  // namespace

Result<TimeStampQuery> time_stamp_query(const Digest& digest) {
  TimeStampQuery query;
  if (::getrandom(&query.nonce, sizeof query.nonce, 0) !=
      static_cast<ssize_t>(sizeof query.nonce))
    return fail(ErrorKind::io, "the system gives no random numbers");
  // Positive as an ASN.1 integer, and never "whatever".
  query.nonce = query.nonce >> 1 | 1;
  const Request request(::TS_REQ_new());
  const Imprint imprint(::TS_MSG_IMPRINT_new());
  const Algorithm algorithm(::X509_ALGOR_new());
  const Integer nonce(::ASN1_INTEGER_new());
  VETO_CHECK(request && imprint && algorithm && nonce);
  auto bytes = digest.bytes;
  const bool made =
      ::X509_ALGOR_set0(algorithm.get(), ::OBJ_nid2obj(NID_sha256), V_ASN1_NULL,
                        nullptr) == 1 &&
      ::TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      ::TS_MSG_IMPRINT_set_msg(imprint.get(), bytes.data(),
                               static_cast<int>(bytes.size())) == 1 &&
      ::ASN1_INTEGER_set_uint64(nonce.get(), query.nonce) == 1 &&
      ::TS_REQ_set_version(request.get(), 1) == 1 &&
      ::TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
      ::TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
      ::TS_REQ_set_cert_req(request.get(), 1) == 1;
  VETO_CHECK(made);
  unsigned char* der = nullptr;
  const int size = ::i2d_TS_REQ(request.get(), &der);
  VETO_CHECK(size > 0);
  query.der.assign(reinterpret_cast<const char*>(der),
                   static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return query;
}

Result<TimeStamp> read_time_stamp(std::string_view der, const Digest& digest,
                                  std::uint64_t nonce) {
  if (der.size() > kMaxTimeStamp)
    return fail(ErrorKind::too_large, "the time stamp is too large");
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = at + der.size();
  const Response response(
      ::d2i_TS_RESP(nullptr, &at, static_cast<long>(der.size())));
  if (!response || at != end) return damaged("the answer is no time stamp");
  TS_STATUS_INFO* status = ::TS_RESP_get_status_info(response.get());
  const long granted = ::ASN1_INTEGER_get(::TS_STATUS_INFO_get0_status(status));
  // 0: granted; 1: granted with changes (section 2.4.2).
  if (granted != 0 && granted != 1)
    return fail(ErrorKind::refused,
                "the authority did not stamp it, with status " +
                    std::to_string(granted) + ": " + reason_of(status));
  TS_TST_INFO* info = ::TS_RESP_get_tst_info(response.get());
  PKCS7* token = ::TS_RESP_get_token(response.get());
  if (!info || !token) return damaged("the answer holds no time stamp");
  if (!is_of(info, digest))
    return damaged("the time stamp is of something else");
  if (nonce != 0 && !has_nonce(info, nonce))
    return damaged("the time stamp answers another query");
  TimeStamp stamp;
  auto signer = signer_of(token);
  if (!signer) return pass(signer);
  auto time = time_of(info);
  if (!time) return pass(time);
  stamp.signer = *std::move(signer);
  stamp.time = *time;
  stamp.policy = text_of(::TS_TST_INFO_get_policy_id(info));
  stamp.serial = hex_of(::TS_TST_INFO_get_serial(info));
  return stamp;
}

}  // namespace veto
