// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_tables.h"

namespace veto::crawler {

std::string keep_proof_token(soci::session& sql, const std::string& fresh) {
  sql << "INSERT INTO proof_token (one, token) VALUES (1, :t) "
         "ON CONFLICT (one) DO NOTHING",
      soci::use(fresh);
  std::string token;
  sql << "SELECT token FROM proof_token WHERE one = 1", soci::into(token);
  return token;
}

void insert_proof(soci::session& sql, const SiteProof& proof) {
  const long long time = to_micros(proof.time);
  sql << "INSERT INTO site_proof (host, token, time, url) "
         "VALUES (:h, :t, :m, :u) ON CONFLICT (host) DO UPDATE SET "
         "token = excluded.token, time = excluded.time, url = excluded.url",
      soci::use(proof.host), soci::use(proof.token), soci::use(time),
      soci::use(proof.url);
}

std::vector<SiteProof> proofs_since(soci::session& sql, UtcTime since) {
  SiteProof proof;
  long long time = 0;
  const long long from = to_micros(since);
  soci::statement query =
      (sql.prepare << "SELECT host, token, time, url FROM site_proof "
                      "WHERE time >= :f ORDER BY host",
       soci::use(from), soci::into(proof.host), soci::into(proof.token),
       soci::into(time), soci::into(proof.url));
  query.execute();
  std::vector<SiteProof> proofs;
  while (query.fetch()) {
    proof.time = from_micros(time);
    proofs.push_back(proof);
  }
  return proofs;
}

void insert_claim(soci::session& sql, const std::string& run_id,
                  const OwnSite& own) {
  const int inspect = own.inspect_disallowed ? 1 : 0;
  for (const std::string& host : own.hosts)
    sql << "INSERT INTO own_site (run_id, host, inspect) VALUES (:r, :h, :i) "
           "ON CONFLICT (run_id, host) DO UPDATE SET inspect = "
           "excluded.inspect",
        soci::use(run_id), soci::use(host), soci::use(inspect);
}

OwnSite claim_of(soci::session& sql, const std::string& run_id) {
  OwnSite own;
  std::string host;
  int inspect = 0;
  soci::statement query =
      (sql.prepare << "SELECT host, inspect FROM own_site WHERE run_id = :r",
       soci::use(run_id), soci::into(host), soci::into(inspect));
  query.execute();
  while (query.fetch()) {
    own.hosts.insert(host);
    own.inspect_disallowed |= inspect != 0;
  }
  return own;
}

}  // namespace veto::crawler
