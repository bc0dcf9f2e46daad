// SPDX-License-Identifier: GPL-3.0-or-later
//
// Web Bot Auth (draft-ietf-webbotauth-httpsig-protocol-01): whether a request
// in a log was signed (RFC 9421) with a key that is known. Nothing is fetched:
// such signatures cover the host and the Signature-Agent field alone, and a
// log can hold both.

#ifndef VETO_AUDIT_LOGS_SIGNATURE_H_
#define VETO_AUDIT_LOGS_SIGNATURE_H_

#include <functional>
#include <string>
#include <string_view>

#include "audit/logs/key_directory.h"
#include "base/time.h"

namespace veto::logs {

// Clocks differ, and some logs have the time of the answer.
inline constexpr std::chrono::seconds kSignatureSlack{60};
inline constexpr std::size_t kMaxSignatures = 4;  // tried of one request

// As the request had them, no longer escaped; "" for a field it had not.
struct SignedFields {
  std::string_view authority;  // the Host, with its port
  std::string_view agent;      // Signature-Agent
  std::string_view input;      // Signature-Input
  std::string_view signature;  // Signature
  UtcTime time;                // of the log's line
};

struct SignatureCheck {
  // "signed", or why not:
  //   signature_no_host      the log does not say which host was asked
  //   signature_unreadable   no structured fields (RFC 9651), or one without
  //                          the other
  //   signature_other_use    none has the tag "web-bot-auth"
  //   signature_components   it covers other things than "@authority" and
  //                          "signature-agent", or not the former, or not the
  //                          latter although the request has it
  //   signature_agent        Signature-Agent names another host
  //   signature_algorithm    another than Ed25519
  //   signature_time         no created and expires, or the line lies outside
  //   signature_key          the directory has no such key
  //   signature_key_time     it has, and for another time
  //   signature_wrong        another key, host or agent was signed with
  std::string_view note;
  const SigningKey* key = nullptr;  // of one that is signed

  bool is_signed() const { return note == "signed"; }
};

// `directory_host` is the host whose directory the keys are from; `find` gives
// one of them by its thumbprint, or null. Of several signatures one has to
// verify.
SignatureCheck check_signature(
    const SignedFields& fields, std::string_view directory_host,
    const std::function<const SigningKey*(std::string_view keyid)>& find);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SIGNATURE_H_
