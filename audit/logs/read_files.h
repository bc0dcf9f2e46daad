// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every line of every log, once, to whoever collects them.

#ifndef VETO_AUDIT_LOGS_READ_FILES_H_
#define VETO_AUDIT_LOGS_READ_FILES_H_

#include <stop_token>
#include <vector>

#include "audit/logs/collector.h"
#include "audit/logs/logs.h"
#include "audit/logs/survey.h"
#include "base/error.h"
#include "base/stage.h"

namespace veto::logs {

// The surveys in order of their first lines; `files` are theirs, and get what
// the reading counts. A line that stands in an earlier file too is left out.
// Errors: those of LogStream; interrupted.
Status read_files(const std::vector<Survey>& surveys,
                  std::vector<LogFile>& files, Collector& collector,
                  const Sinks& sinks, std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_READ_FILES_H_
