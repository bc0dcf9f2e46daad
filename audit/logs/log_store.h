// SPDX-License-Identifier: GPL-3.0-or-later
//
// A LogSummary in the case's database; load_logs of logs.h reads it back.

#ifndef VETO_AUDIT_LOGS_LOG_STORE_H_
#define VETO_AUDIT_LOGS_LOG_STORE_H_

#include <nlohmann/json.hpp>

#include "audit/logs/logs.h"
#include "base/case.h"

namespace veto::logs {

// Replaces what the case's current run holds, findings included. Errors: io,
// bug (no run).
Status store_summary(Case& the_case, const LogSummary& summary);

// Rows and back. from_row throws what the JSON library throws; it is caught
// where the database is.
nlohmann::json to_row(const LogFile& file);
nlohmann::json to_row(const Client& client);
nlohmann::json to_row(const Verdict& verdict);
nlohmann::json to_row(const LogCounts& counts);
nlohmann::json to_row(const AgentRate& rate);
void from_row(const nlohmann::json& row, LogFile& file);
void from_row(const nlohmann::json& row, Client& client);
void from_row(const nlohmann::json& row, Verdict& verdict);
void from_row(const nlohmann::json& row, LogCounts& counts);
void from_row(const nlohmann::json& row, AgentRate& rate);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_STORE_H_
