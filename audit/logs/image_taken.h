// SPDX-License-Identifier: GPL-3.0-or-later
//
// V6: an image whose own response says "noimageai" or "noai" was sent whole to
// a client that had been told so before, by a page that shows it or by the
// image itself. P2: a client hung up on such images behind their header, as a
// program does that heeds it (img2dataset).
//
// A server counts what it handed on: of an image below kTelling bytes all may
// be under way before the client hangs up. Such a delivery says nothing of P2,
// and a client that hung up on larger ones is in no V6.

#ifndef VETO_AUDIT_LOGS_IMAGE_TAKEN_H_
#define VETO_AUDIT_LOGS_IMAGE_TAKEN_H_

#include <map>
#include <optional>
#include <span>

#include "audit/logs/use_record.h"

namespace veto::logs {

class ImagesTaken {
 public:
  static constexpr std::int64_t kTelling = 128 * 1024;
  static constexpr std::uint64_t kLeastHungUp = 2;

  // A page that says noimageai or noai was sent to the client.
  void page(UseClient client, std::uint32_t page, UtcTime time);
  // An image that says so, answered 200 to a GET. `size` is its whole body's;
  // `taker`: what it says is meant for this client, else only P2 is looked at.
  void image(UseClient client, std::uint32_t image, std::int64_t size,
             std::span<const std::uint32_t> shown_by, bool taker,
             UseRequest request);

  // Null for who hung up on others.
  const UseRecord* taken(UseClient client) const;
  // Null for who also received one whole that tells, and for a single time.
  const UseRecord* hung_up(UseClient client) const;
  const UseRecords& all_taken() const { return taken_; }
  const UseRecords& all_hung_up() const { return hung_up_; }

  std::uint64_t passed_over() const { return passed_over_; }

 private:
  using Key = std::pair<UseClient, std::uint32_t>;
  std::optional<UtcTime> told(UseClient client, std::uint32_t image,
                              std::span<const std::uint32_t> shown_by,
                              UtcTime time) const;

  std::map<Key, UtcTime> pages_, headers_;  // the first time each was sent
  UseRecords taken_, hung_up_;
  std::map<UseClient, std::uint64_t> whole_;  // of at least kTelling bytes
  std::uint64_t passed_over_ = 0;             // requests
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_IMAGE_TAKEN_H_
