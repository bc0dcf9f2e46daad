// SPDX-License-Identifier: GPL-3.0-or-later
//
// Errors are values: every operation that can fail returns Result<T>.
//
// What happened to one item (a 404, a malformed log line) is data in that
// item's record, never an Error. An Error means the operation as a whole cannot
// go on. Library exceptions are caught at the module border and become one.

#ifndef VETO_BASE_ERROR_H_
#define VETO_BASE_ERROR_H_

#include <expected>
#include <string>

namespace veto {

// Closed on purpose: each kind maps to one exit code (base/exit_code.h).
enum class ErrorKind {
  usage,        // the command line or the configuration is wrong
  not_found,    // a file, case, run or record that should be there is not
  io,           // reading or writing failed, including a full disk
  network,      // an address could not be reached
  refused,      // out of scope, not permitted, or locked by another process
  damaged,      // bytes do not match their digest, or their format
  unsupported,  // understood, but this program does not do it
  too_large,    // over a documented limit
  interrupted,  // the user or the system asked to stop
  bug,          // a promise of this program was broken
};

// `what` is one sentence in lower case without a full stop; `where` names the
// path, URL or line it is about; `hint` says what to do. The latter two may be
// empty.
struct Error {
  ErrorKind kind = ErrorKind::bug;
  std::string what;
  std::string where;
  std::string hint;

  // "what: where", without the hint.
  std::string message() const {
    return where.empty() ? what : what + ": " + where;
  }
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string what,
                                   std::string where = {},
                                   std::string hint = {}) {
  return std::unexpected(
      Error{kind, std::move(what), std::move(where), std::move(hint)});
}

// Passes an error up unchanged: `if (!r) return pass(r);`
template <typename T>
std::unexpected<Error> pass(Result<T>& failed) {
  return std::unexpected(std::move(failed).error());
}

}  // namespace veto

#endif  // VETO_BASE_ERROR_H_
