// SPDX-License-Identifier: GPL-3.0-or-later
//
// The crawler's tables in the case's database, and the rows of all but the
// frontier. Called inside a transaction; what SOCI throws passes through to it.
//
//   frontier        URLs of a run: what is asked for, who has it, what became
//                   of it (frontier_table.h)
//   capture         one row a response or failed attempt
//   page            what parse_page() read from a capture, lists as JSON
//   robots_version  which robots.txt an origin served, as intervals; the text
//                   lies in robots/<origin>/<time>.txt
//   warc_file       sizes up to which WARC files are acknowledged
//   crawl_limit     which limits a run ran into
//   proof_token     the case's secret (proof_table.cc, as the next two)
//   site_proof      hosts whose control was shown, and when
//   own_site        hosts that a run visits as their owner

#ifndef VETO_CRAWLER_CRAWL_TABLES_H_
#define VETO_CRAWLER_CRAWL_TABLES_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/db.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"
#include "crawler/api/proof.h"
#include "crawler/warc_writer.h"

namespace veto::crawler {

// Errors: unsupported (a newer program's tables), io.
Status migrate_crawl(Database& db);

// A capture that is there already is left as it is.
void insert_capture(const Statements& sql, const Capture& capture);
// Bodies that stopped half-way are asked for again: their rows go.
void drop_cancelled(soci::session& sql, const std::string& run_id);
// Of every capture of a crawl that has a record, robots.txt left out, what says
// whether a later one may refer to it; in order of time.
struct KeptCapture {
  std::string id, run_id, url, payload;
  std::uint64_t payload_size = 0;
  bool whole = false;          // an answer 200, not cut
  bool holds_payload = false;  // in its own record
};
void for_each_kept(soci::session& sql,
                   const std::function<void(const KeptCapture&)>& visit);
std::optional<Capture> find_capture(soci::session& sql, const std::string& id);
// What earlier processes of a run received, in order of time.
struct ReceivedRow {
  std::string url;
  Digest digest;
  std::uint64_t bytes = 0;
  bool is_page = false;  // read for links
};
std::vector<ReceivedRow> received_before(soci::session& sql,
                                         const std::string& run_id);
// At most `limit` rows after the given one, by time, URL, id; null: the first.
std::vector<Capture> captures_after(soci::session& sql,
                                    const std::string& run_id,
                                    const Capture* last, int limit);

void insert_page(const Statements& sql, const Capture& capture,
                 const Page& page);
struct PageRow {
  Page page;
  UtcTime time;
};
std::vector<PageRow> pages_after(soci::session& sql, const std::string& run_id,
                                 const PageRow* last, int limit);

struct RobotsRow {
  std::string origin;
  UtcTime seen_from;
  UtcTime seen_to;
  int status = 0;
  Digest digest;     // of the text
  std::string file;  // relative to the case; "" without text
  std::string source;
};
std::optional<RobotsRow> newest_robots(soci::session& sql,
                                       const std::string& origin);
void insert_robots(soci::session& sql, const RobotsRow& row);
void extend_robots(soci::session& sql, const RobotsRow& row, UtcTime seen_to);
// By origin, then time.
std::vector<RobotsRow> all_robots(soci::session& sql);

void put_warc_size(soci::session& sql, const std::string& run_id,
                   const std::string& name, std::uint64_t size);
WarcSizes warc_sizes(soci::session& sql);

void put_limit(soci::session& sql, const std::string& run_id,
               const std::string& name);
std::vector<std::string> limits_hit(soci::session& sql,
                                    const std::string& run_id);

// The token that is there, else `fresh`.
std::string keep_proof_token(soci::session& sql, const std::string& fresh);
void insert_proof(soci::session& sql, const SiteProof& proof);
std::vector<SiteProof> proofs_since(soci::session& sql, UtcTime since);
void insert_claim(soci::session& sql, const std::string& run_id,
                  const OwnSite& own);
OwnSite claim_of(soci::session& sql, const std::string& run_id);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CRAWL_TABLES_H_
