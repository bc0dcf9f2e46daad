// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/signature.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/structured_dictionary.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::logs {
namespace {

constexpr std::size_t kSignatureBytes = 64;  // RFC 8032, section 5.1.6

struct PublicKeyFreer {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct DigestFreer {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool verifies(const SigningKey& key, std::string_view message,
              std::string_view signature) {
  if (signature.size() != kSignatureBytes) return false;
  const std::unique_ptr<EVP_PKEY, PublicKeyFreer> public_key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                  bytes_of(key.bytes), key.bytes.size()));
  const std::unique_ptr<EVP_MD_CTX, DigestFreer> context(EVP_MD_CTX_new());
  return public_key && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                              public_key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                          bytes_of(message), message.size()) == 1;
}

const BareItem* parameter(const std::vector<DictionaryParameter>& parameters,
                          std::string_view key) {
  const auto at = std::ranges::find(parameters, key, &DictionaryParameter::key);
  return at == parameters.end() ? nullptr : &at->value;
}

bool is_text(const BareItem* item, std::string_view text) {
  return item && item->kind == BareKind::string && item->text == text;
}

// RFC 9421, section 2.2.3: in lower case, without the scheme's own port.
std::string authority_of(std::string_view host) {
  std::string text = to_lower(trim(host));
  for (const std::string_view port : {":443", ":80"})
    if (text.ends_with(port)) {
      text.resize(text.size() - port.size());
      break;
    }
  return text;
}

// The Signature-Agent field is a text, or a dictionary of them.
class AgentField {
 public:
  explicit AgentField(std::string_view written) : written_(trim(written)) {
    // An item is not a dictionary, but the value of one that has one key.
    single_ = parse_dictionary("a=" + std::string(written_));
    if (single_ && (single_->size() != 1 || single_->front().is_list))
      single_.reset();
    if (!single_) members_ = parse_dictionary(written_);
  }

  bool empty() const { return written_.empty(); }
  // The field's value (RFC 9421, section 2.1), or that of one key of it
  // (2.1.2), as it was written; nothing where there is none.
  std::optional<std::string_view> value(const BareItem* key) const {
    if (!key) return written_;
    const DictionaryMember* member = find(key);
    return member ? std::optional<std::string_view>(member->written)
                  : std::nullopt;
  }
  // The host of the https URL it names under that key, or without one.
  std::string host(const BareItem* key) const {
    const DictionaryMember* member = key       ? find(key)
                                     : single_ ? &single_->front()
                                               : nullptr;
    if (!member || member->is_list ||
        member->item.value.kind != BareKind::string)
      return {};
    const auto url = Url::parse(member->item.value.text);
    return url && url->scheme() == "https" ? std::string(url->host())
                                           : std::string();
  }

 private:
  const DictionaryMember* find(const BareItem* key) const {
    if (!members_ || key->kind != BareKind::string) return nullptr;
    const auto at =
        std::ranges::find(*members_, key->text, &DictionaryMember::key);
    return at == members_->end() ? nullptr : &*at;
  }

  std::string_view written_;
  std::optional<std::vector<DictionaryMember>> single_, members_;
};

// The signature base (RFC 9421, section 2.5); or why there is none.
struct Base {
  std::string text;
  std::string_view problem;
};

Base base_of(const DictionaryMember& input, const SignedFields& fields,
             const AgentField& agent, std::string_view directory_host) {
  const Base unknown{{}, "signature_components"};
  bool has_authority = false, has_agent = false;
  std::string text;
  for (const DictionaryItem& item : input.list) {
    const BareItem* key = parameter(item.parameters, "key");
    if (is_text(&item.value, "@authority") && item.parameters.empty() &&
        !has_authority) {
      has_authority = true;
      text += "\"@authority\": " + authority_of(fields.authority) + '\n';
    } else if (is_text(&item.value, "signature-agent") && !has_agent &&
               item.parameters.size() == (key ? 1 : 0)) {
      has_agent = true;
      const auto value = agent.value(key);
      if (!value || agent.empty()) return unknown;
      if (agent.host(key) != directory_host) return {{}, "signature_agent"};
      text += "\"signature-agent\"";
      if (key) text += ";key=\"" + key->text + '"';
      text += ": " + std::string(*value) + '\n';
    } else {
      return unknown;
    }
  }
  if (!has_authority || has_agent == agent.empty()) return unknown;
  return {text + "\"@signature-params\": " + input.written, {}};
}

std::string_view time_problem(const DictionaryMember& input, UtcTime time) {
  const BareItem* created = parameter(input.item.parameters, "created");
  const BareItem* expires = parameter(input.item.parameters, "expires");
  for (const BareItem* one : {created, expires})
    if (!one || one->kind != BareKind::integer) return "signature_time";
  // Fifteen digits at the most (RFC 9651, section 3.3.1), and no overflow.
  const std::int64_t now = to_micros(time) / 1'000'000;
  const std::int64_t slack = kSignatureSlack.count();
  return created->number <= now + slack && now <= expires->number + slack &&
                 created->number <= expires->number
             ? ""
             : "signature_time";
}

// One signature of a request, with the tag.
SignatureCheck check_one(
    const DictionaryMember& input, const DictionaryMember* signature,
    const SignedFields& fields, const AgentField& agent,
    std::string_view directory_host,
    const std::function<const SigningKey*(std::string_view)>& find) {
  if (!signature || signature->is_list ||
      signature->item.value.kind != BareKind::bytes)
    return {"signature_unreadable"};
  const auto& parameters = input.item.parameters;
  const BareItem* algorithm = parameter(parameters, "alg");
  if (algorithm && !is_text(algorithm, "ed25519"))
    return {"signature_algorithm"};
  const Base base = base_of(input, fields, agent, directory_host);
  if (!base.problem.empty()) return {base.problem};
  if (const auto problem = time_problem(input, fields.time); !problem.empty())
    return {problem};
  const BareItem* keyid = parameter(parameters, "keyid");
  if (!keyid || keyid->kind != BareKind::string) return {"signature_key"};
  const SigningKey* key = find(keyid->text);
  if (!key) return {"signature_key"};
  if ((key->from && fields.time + kSignatureSlack < *key->from) ||
      (key->until && fields.time > *key->until + kSignatureSlack))
    return {"signature_key_time"};
  if (!verifies(*key, base.text, signature->item.value.text))
    return {"signature_wrong"};
  return {"signed", key};
}

}  // namespace

SignatureCheck check_signature(
    const SignedFields& fields, std::string_view directory_host,
    const std::function<const SigningKey*(std::string_view keyid)>& find) {
  if (trim(fields.authority).empty()) return {"signature_no_host"};
  const auto inputs = parse_dictionary(trim(fields.input));
  const auto signatures = parse_dictionary(trim(fields.signature));
  if (!inputs || !signatures || inputs->empty() || signatures->empty())
    return {"signature_unreadable"};
  const AgentField agent(fields.agent);
  SignatureCheck check{"signature_other_use"};
  std::size_t tried = 0;
  for (const DictionaryMember& input : *inputs) {
    if (!input.is_list ||
        !is_text(parameter(input.item.parameters, "tag"), "web-bot-auth"))
      continue;
    if (++tried > kMaxSignatures) break;
    const auto own =
        std::ranges::find(*signatures, input.key, &DictionaryMember::key);
    const SignatureCheck one =
        check_one(input, own == signatures->end() ? nullptr : &*own, fields,
                  agent, directory_host, find);
    if (one.is_signed()) return one;
    if (tried == 1) check = one;
  }
  return check;
}

}  // namespace veto::logs
