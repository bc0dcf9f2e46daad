// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/exit_code.h"

#include <algorithm>
#include <array>

namespace veto {
namespace {

constexpr std::array kStrongestFirst = {
    ExitCode::bug,        ExitCode::damaged,  ExitCode::io,
    ExitCode::refused,    ExitCode::usage,    ExitCode::interrupted,
    ExitCode::incomplete, ExitCode::findings, ExitCode::done,
};

}  // namespace

ExitCode strongest(std::initializer_list<ExitCode> codes) {
  for (ExitCode code : kStrongestFirst)
    if (std::find(codes.begin(), codes.end(), code) != codes.end()) return code;
  return ExitCode::done;
}

ExitCode exit_code_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::not_found:
    case ErrorKind::unsupported:
    case ErrorKind::too_large:
      return ExitCode::usage;
    case ErrorKind::io:
      return ExitCode::io;
    case ErrorKind::network:
      return ExitCode::incomplete;
    case ErrorKind::refused:
      return ExitCode::refused;
    case ErrorKind::damaged:
      return ExitCode::damaged;
    case ErrorKind::interrupted:
      return ExitCode::interrupted;
    case ErrorKind::bug:
      return ExitCode::bug;
  }
  return ExitCode::bug;
}

}  // namespace veto
