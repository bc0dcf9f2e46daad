// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/time_stamp.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <chrono>
#include <cstdint>

#include "base/certificate.h"
#include "base/openssl.h"
#include "base/text.h"

namespace veto {
namespace {

using Request = std::unique_ptr<TS_REQ, Freed<TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, Freed<TS_RESP_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, Freed<TS_MSG_IMPRINT_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using Integer = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using VerifyContext =
    std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
// Owns the stack, not what is in it.
using Stack = std::unique_ptr<STACK_OF(X509),
                              Freed<[](auto* stack) { sk_X509_free(stack); }>>;
using Context = std::unique_ptr<TS_VERIFY_CTX, Freed<TS_VERIFY_CTX_free>>;

// id-etsi-tsts-EuQCompliance, 0.4.0.19422.1.1, as it is encoded.
constexpr std::string_view kQualified("\x06\x07\x04\x00\x81\x97\x5e\x01\x01",
                                      9);

std::unexpected<Error> bad_stamp(std::string why) {
  ERR_clear_error();
  return fail(ErrorKind::damaged, std::move(why));
}

Request request_for(const Digest& digest) {
  Request request(TS_REQ_new());
  const Imprint imprint(TS_MSG_IMPRINT_new());
  const Algorithm algorithm(X509_ALGOR_new());
  if (!request || !imprint || !algorithm) return nullptr;
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL,
                  nullptr);
  auto bytes = digest.bytes;
  const bool made =
      TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), bytes.data(),
                             static_cast<int>(bytes.size())) == 1 &&
      TS_REQ_set_version(request.get(), 1) == 1 &&
      TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
      TS_REQ_set_cert_req(request.get(), 1) == 1;
  return made ? std::move(request) : nullptr;
}

std::string to_der(TS_REQ& request) {
  const Bio bio = writing();
  i2d_TS_REQ_bio(bio.get(), &request);
  return written(bio);
}

// Nothing where it is not, byte for byte, one that time_stamp_query() makes for
// that digest.
Request parse_query(std::string_view der, const Digest& digest) {
  if (der.size() > kMaxTimeStamp) return nullptr;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Request read(d2i_TS_REQ(nullptr, &at, static_cast<long>(der.size())));
  Request again = request_for(digest);
  if (!read || !again) return nullptr;
  const ASN1_INTEGER* nonce = TS_REQ_get_nonce(read.get());
  if (nonce == nullptr || TS_REQ_set_nonce(again.get(), nonce) != 1)
    return nullptr;
  return to_der(*again) == der ? std::move(again) : nullptr;
}

Response parse_response(std::string_view der) {
  if (der.size() > kMaxTimeStamp) return nullptr;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = at + der.size();
  Response response(d2i_TS_RESP(nullptr, &at, static_cast<long>(der.size())));
  return at == end ? std::move(response) : nullptr;
}

// "20261127T...": the text form of GeneralizedTime in DER, "YYYYMMDDhhmmss"
// with a fraction or none, and "Z" (RFC 3161, section 2.4.2).
std::optional<UtcTime> time_of(const ASN1_GENERALIZEDTIME* time) {
  if (time == nullptr) return std::nullopt;
  const std::string text(
      reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
      static_cast<std::size_t>(ASN1_STRING_length(time)));
  if (text.size() < 15 || text.size() > 22 || text.back() != 'Z')
    return std::nullopt;
  std::string written = text.substr(0, 4) + '-' + text.substr(4, 2) + '-' +
                        text.substr(6, 2) + 'T' + text.substr(8, 2) + ':' +
                        text.substr(10, 2) + ':' + text.substr(12);
  const auto read = parse_rfc3339(written);
  return read ? std::optional(*read) : std::nullopt;
}

std::optional<std::chrono::microseconds> accuracy_of(TS_TST_INFO& info) {
  const TS_ACCURACY* accuracy = TS_TST_INFO_get_accuracy(&info);
  if (accuracy == nullptr) return std::nullopt;
  const auto number = [](const ASN1_INTEGER* value) {
    const long read = value ? ASN1_INTEGER_get(value) : 0;
    return read > 0 && read < 1'000'000 ? read : 0;
  };
  return std::chrono::seconds(number(TS_ACCURACY_get_seconds(accuracy))) +
         std::chrono::milliseconds(number(TS_ACCURACY_get_millis(accuracy))) +
         std::chrono::microseconds(number(TS_ACCURACY_get_micros(accuracy)));
}

bool says_qualified(TS_TST_INFO& info) {
  for (int i = 0; i < TS_TST_INFO_get_ext_count(&info); ++i) {
    const ASN1_OCTET_STRING* value =
        X509_EXTENSION_get_data(TS_TST_INFO_get_ext(&info, i));
    const std::string_view bytes(
        reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
        static_cast<std::size_t>(ASN1_STRING_length(value)));
    if (bytes.find(kQualified) != bytes.npos) return true;
  }
  return false;
}

std::string hex_of(const ASN1_INTEGER* number) {
  const Bio bio = writing();
  i2a_ASN1_INTEGER(bio.get(), number);
  return printable(written(bio), 200);
}

std::string policy_of(TS_TST_INFO& info) {
  std::array<char, 200> text{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()),
              TS_TST_INFO_get_policy_id(&info), 1);
  return text.data();
}

bool trust(X509_STORE& store, X509* certificate) {
  return X509_STORE_add_cert(&store, certificate) == 1;
}

// Everything that came with the token: its signature is to be right, no more.
Store store_of_own(const PKCS7& token) {
  Store store(X509_STORE_new());
  if (!store) return nullptr;
  const STACK_OF(X509)* own = PKCS7_type_is_signed(const_cast<PKCS7*>(&token))
                                  ? token.d.sign->cert
                                  : nullptr;
  for (int i = 0; i < sk_X509_num(own); ++i)
    if (!trust(*store, sk_X509_value(own, i))) return nullptr;
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  return store;
}

// The system's, read once: there may be hundreds.
Store system_store() {
  static const Store store = [] {
    Store made(X509_STORE_new());
    if (made) X509_STORE_set_default_paths(made.get());
    return made;
  }();
  return store && X509_STORE_up_ref(store.get()) == 1 ? Store(store.get())
                                                      : nullptr;
}

// Those in `pem`, or the system's where that is empty.
Store store_of(std::string_view pem) {
  if (pem.empty()) return system_store();
  Store store(X509_STORE_new());
  if (!store) return nullptr;
  for (const Certificate& root : certificates_in(pem))
    if (!trust(*store, root.get())) return nullptr;
  return store;
}

std::time_t seconds_of(UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch())
      .count();
}

// Version, imprint, nonce where the query has one, and the signature under
// `store`, at the stamp's own time. Empty when all is right.
std::string why_wrong(TS_RESP& response, TS_REQ& query, Store store,
                      UtcTime at) {
  if (!store) return "the trusted certificates cannot be read";
  X509_VERIFY_PARAM* param = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_time(param, seconds_of(at));
  const Context context(TS_REQ_to_TS_VERIFY_CTX(&query, nullptr));
  if (!context) return "cannot verify: " + openssl_error();
  TS_VERIFY_CTX_add_flags(context.get(), TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(context.get(), store.release());
  if (TS_RESP_verify_response(context.get(), &response) == 1) return {};
  return openssl_error();
}

// The stamp's time, and what it says of itself.
Result<TimeStamp> read_stamp(TS_RESP& response) {
  const long status = ASN1_INTEGER_get(
      TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(&response)));
  // granted, grantedWithMods (section 2.4.2).
  if (status != 0 && status != 1)
    return bad_stamp("was not granted (status " + std::to_string(status) + ")");
  TS_TST_INFO* info = TS_RESP_get_tst_info(&response);
  PKCS7* token = TS_RESP_get_token(&response);
  if (info == nullptr || token == nullptr || !PKCS7_type_is_signed(token))
    return bad_stamp("holds no token");
  TimeStamp stamp;
  const auto time = time_of(TS_TST_INFO_get_time(info));
  if (!time) return bad_stamp("says no time that can be read");
  stamp.time = *time;
  stamp.accuracy = accuracy_of(*info);
  stamp.policy = policy_of(*info);
  stamp.serial = hex_of(TS_TST_INFO_get_serial(info));
  stamp.says_qualified = says_qualified(*info);
  const Stack signers(PKCS7_get0_signers(token, nullptr, 0));
  if (sk_X509_num(signers.get()) != 1)
    return bad_stamp("holds no certificate of its signer");
  const X509& signer = *sk_X509_value(signers.get(), 0);
  stamp.signer = subject_of(signer);
  stamp.signer_fingerprint = fingerprint_of(signer);
  for (int i = 0; i < sk_X509_num(token->d.sign->cert); ++i)
    stamp.certificates_pem += to_pem(*sk_X509_value(token->d.sign->cert, i));
  return stamp;
}

}  // namespace

Result<std::string> time_stamp_query(const Digest& digest) {
  const Request request = request_for(digest);
  std::array<unsigned char, 8> random{};
  const Integer nonce(ASN1_INTEGER_new());
  std::uint64_t number = 0;
  const bool drawn = RAND_bytes(random.data(), random.size()) == 1;
  for (const unsigned char byte : random) number = number << 8 | byte;
  if (!request || !nonce || !drawn ||
      ASN1_INTEGER_set_uint64(nonce.get(), number) != 1 ||
      TS_REQ_set_nonce(request.get(), nonce.get()) != 1)
    return fail(ErrorKind::bug, "cannot make a request for a time stamp (" +
                                    openssl_error() + ")");
  return to_der(*request);
}

Result<TimeStamp> check_time_stamp(std::string_view bytes, const Digest& digest,
                                   std::string_view query) {
  const Response response = parse_response(bytes);
  if (!response) return bad_stamp("is no answer of a time stamp authority");
  auto stamp = read_stamp(*response);
  if (!stamp) return stamp;
  // Without the query the nonce has nothing to be held against.
  const Request asked =
      query.empty() ? request_for(digest) : parse_query(query, digest);
  const Request plain = request_for(digest);
  if (!asked || !plain) return bad_stamp("does not belong to its request");
  for (TS_REQ* request : {plain.get(), asked.get()}) {
    const std::string why = why_wrong(
        *response, *request, store_of_own(*TS_RESP_get_token(response.get())),
        stamp->time);
    if (!why.empty()) return bad_stamp("does not fit: " + why);
  }
  return stamp;
}

Result<std::string> chain_of_stamp(std::string_view bytes,
                                   std::string_view roots_pem) {
  const Response response = parse_response(bytes);
  if (!response) return bad_stamp("is no answer of a time stamp authority");
  const auto stamp = read_stamp(*response);
  if (!stamp) return std::unexpected(stamp.error());
  const Store store = store_of(roots_pem);
  const VerifyContext context(X509_STORE_CTX_new());
  PKCS7* token = TS_RESP_get_token(response.get());
  const Stack signers(PKCS7_get0_signers(token, nullptr, 0));
  if (!store || !context || sk_X509_num(signers.get()) != 1 ||
      X509_STORE_CTX_init(context.get(), store.get(),
                          sk_X509_value(signers.get(), 0),
                          token->d.sign->cert) != 1)
    return bad_stamp("cannot be followed to a root");
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_TIMESTAMP_SIGN);
  X509_STORE_CTX_set_time(context.get(), 0, seconds_of(stamp->time));
  if (X509_verify_cert(context.get()) != 1) {
    const int code = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    return fail(ErrorKind::refused, X509_verify_cert_error_string(code));
  }
  std::string pem;
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
  for (int i = 0; i < sk_X509_num(chain); ++i)
    pem += to_pem(*sk_X509_value(chain, i));
  return pem;
}

}  // namespace veto
