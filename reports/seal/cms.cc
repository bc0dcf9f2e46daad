// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/cms.h"

#include "base/certificate.h"

namespace veto::reports {
namespace {

constexpr unsigned kSignFlags =
    CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES;
// Nobody vouches for a key made by this program.
constexpr unsigned kCheckFlags =
    CMS_DETACHED | CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;

std::unexpected<Error> bad(std::string why) {
  ERR_clear_error();
  return fail(ErrorKind::damaged, std::move(why));
}

bool add_chain(CMS_ContentInfo& cms, std::string_view pem) {
  for (const Certificate& certificate : certificates_in(pem))
    if (CMS_add1_cert(&cms, certificate.get()) != 1) return false;
  return true;
}

bool has_strong_digest(CMS_SignerInfo& signer) {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(&signer, nullptr, nullptr, &digest, nullptr);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, digest);
  const int nid = OBJ_obj2nid(object);
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512;
}

std::string to_der(CMS_ContentInfo& cms) {
  const Bio bio = writing();
  i2d_CMS_bio(bio.get(), &cms);
  return written(bio);
}

}  // namespace

Result<std::string> sign_detached(const SigningKey& key,
                                  std::string_view content) {
  const Bio data = reading(content);
  const Cms cms(CMS_sign(nullptr, nullptr, nullptr, data.get(),
                         kSignFlags | CMS_PARTIAL));
  if (!cms || !add_chain(*cms, key.chain_pem) ||
      !CMS_add1_signer(cms.get(), key.certificate.get(), key.key.get(),
                       EVP_sha256(), kSignFlags) ||
      CMS_final(cms.get(), data.get(), nullptr, kSignFlags) != 1)
    return fail(ErrorKind::bug, "cannot sign (" + openssl_error() + ")");
  return to_der(*cms);
}

Result<CmsSigner> check_detached(std::string_view signature,
                                 std::string_view content) {
  if (signature.size() > kMaxSignature) return bad("is too large");
  const auto* at = reinterpret_cast<const unsigned char*>(signature.data());
  const Cms cms(
      d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(signature.size())));
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
    return bad("is no CMS signature");
  // Nothing behind it, and no second way to write the same.
  if (to_der(*cms) != signature) return bad("is not in DER, or goes on");
  if (CMS_is_detached(cms.get()) != 1) return bad("holds content of its own");
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms.get());
  if (sk_CMS_SignerInfo_num(signers) != 1)
    return bad("has not exactly one signer");
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  if (!has_strong_digest(*signer)) return bad("rests on a weak digest");
  if (CMS_unsigned_get_attr_count(signer) > 0)
    return bad("has attributes that nobody signed");
  const Bio data = reading(content);
  if (CMS_verify(cms.get(), nullptr, nullptr, data.get(), nullptr,
                 kCheckFlags) != 1)
    return bad("does not fit: " + openssl_error());
  X509* certificate = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, &certificate, nullptr, nullptr);
  if (certificate == nullptr) return bad("holds no certificate of its signer");
  return CmsSigner{to_pem(*certificate), fingerprint_of(*certificate),
                   subject_of(*certificate)};
}

}  // namespace veto::reports
