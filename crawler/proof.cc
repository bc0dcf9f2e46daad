// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/proof.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "crawler/address.h"
#include "crawler/crawl_tables.h"
#include "crawler/dns_txt.h"
#include "crawler/download.h"
#include "crawler/user_agent.h"

namespace veto::crawler {
namespace {

constexpr std::uint64_t kMaxFile = 4096;

Status note(Case& the_case, const SiteProof& proof) {
  CustodyEvent event;
  event.action = "verify";
  event.item = proof.url;
  event.digest = sha256(proof_line(proof.token)).labelled();
  event.reason = "control of " + proof.host + " was shown by what it holds";
  return the_case.custody(event);
}

Status note_claim(Case& the_case, const OwnSite& own) {
  CustodyEvent event;
  event.action = "open";
  event.reason = own.inspect_disallowed
                     ? "as its owner, with raised limits, and with a look at "
                       "what its robots.txt closes"
                     : "as its owner, with raised limits";
  for (const std::string& host : own.hosts) {
    event.item = host;
    auto noted = the_case.custody(event);
    if (!noted) return noted;
  }
  return {};
}

// Fills in where the proof was seen, or says why there is none.
Status ask_site(const Url& site, const config::Settings& settings,
                SiteProof& proof) {
  const std::string url = site.origin() + proof_path(proof.token);
  auto body =
      download(url, user_agent_of(settings), kMaxFile, Redirects::refuse);
  const std::string hint =
      fmt::format("put this line there: {}", proof_line(proof.token));
  if (!body && body.error().kind == ErrorKind::network) {
    body.error().hint = hint;
    return pass(body);
  }
  if (!body || trim(*body) != proof_line(proof.token))
    return fail(ErrorKind::refused, "the file does not hold the case's secret",
                url, hint);
  proof.url = url;
  return {};
}

// The same in the DNS; false where there is no such record. That no server
// answers is as good as none: the file is what is said to be missing.
bool ask_dns(const std::string& servers, SiteProof& proof) {
  if (is_address_host(proof.host)) return false;
  const std::string name = proof_record(proof.host);
  const auto records = dns_txt(name, servers);
  if (!records) return false;
  const auto same = [&](const std::string& record) {
    return trim(record) == proof_line(proof.token);
  };
  if (std::ranges::none_of(*records, same)) return false;
  proof.url = fmt::format("dns:{}?type=TXT", name);
  return true;
}

}  // namespace

std::string proof_path(std::string_view token) {
  return fmt::format("/.well-known/veto-proof-{}.txt", token);
}

std::string proof_line(std::string_view token) {
  return fmt::format("veto-proof={}", token);
}

std::string proof_record(std::string_view host) {
  return fmt::format("_veto-proof.{}", host);
}

Result<std::string> proof_token(Case& the_case) {
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  auto fresh = random_token();
  if (!fresh) return fresh;
  return the_case.db().transact(
      "make the case's secret",
      [&](soci::session& sql) { return keep_proof_token(sql, *fresh); });
}

Result<SiteProof> check_proof(Case& the_case, const Url& site,
                              const config::Settings& settings,
                              const std::string& dns_servers) {
  if (!site.is_http())
    return fail(ErrorKind::usage, "not an http or https address", site.href());
  auto token = proof_token(the_case);
  if (!token) return pass(token);
  SiteProof proof;
  proof.host = site.host();
  proof.token = *token;
  proof.time = the_case.clock().now();
  auto file = ask_site(site, settings, proof);
  if (!file && !ask_dns(dns_servers, proof)) return pass(file);
  auto stored = the_case.db().transact(
      "store the proof", [&](soci::session& sql) { insert_proof(sql, proof); });
  if (!stored) return pass(stored);
  auto noted = note(the_case, proof);
  if (!noted) return pass(noted);
  return proof;
}

Result<std::vector<SiteProof>> valid_proofs(Case& the_case) {
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  const UtcTime since = the_case.clock().now() - kProofAge;
  return the_case.db().attempt("read the proofs", [&](soci::session& sql) {
    return proofs_since(sql, since);
  });
}

Status claim_own_site(Case& the_case, const config::Settings& settings,
                      bool inspect_disallowed) {
  auto proofs = valid_proofs(the_case);
  if (!proofs) return pass(proofs);
  OwnSite own;
  own.inspect_disallowed = inspect_disallowed;
  for (const std::string& seed : *settings.seeds) {
    const auto url = Url::parse(seed);
    const std::string host(url ? url->host() : std::string_view());
    if (std::ranges::none_of(*proofs, [&](const SiteProof& proof) {
          return proof.host == host;
        }))
      return fail(ErrorKind::refused, "nothing shows that this site is yours",
                  seed, "veto own-site new " + seed + " says what would");
    own.hosts.insert(host);
  }
  auto stored = the_case.db().transact(
      "claim the site",
      [&](soci::session& sql) { insert_claim(sql, the_case.run_id(), own); });
  return stored ? note_claim(the_case, own) : stored;
}

Result<OwnSite> claimed_own_site(Case& the_case) {
  return the_case.db().attempt("read the claims", [&](soci::session& sql) {
    return claim_of(sql, the_case.run_id());
  });
}

}  // namespace veto::crawler
