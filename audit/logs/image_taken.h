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
//
// A size that one image was sent in twice may be that of a smaller rendition,
// which servers choose by what a client accepts: it says nothing of P2, and
// still keeps its client out of V6.

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

  // Null for who may have hung up on others.
  const UseRecord* taken(UseClient client) const;
  const UseRecords& all_taken() const { return taken_; }
  // Not of who also received one whole that tells, nor of a single time.
  UseRecords hung_up() const;

  std::uint64_t passed_over() const { return passed_over_; }

 private:
  using Key = std::pair<UseClient, std::uint32_t>;
  struct Part {
    UseClient client;  // of the first, and its request
    UseRequest request;
    bool again = false;
  };
  void sent_in_part(UseClient client, std::uint32_t image, UseRequest request);
  std::optional<UtcTime> told(UseClient client, std::uint32_t image,
                              std::span<const std::uint32_t> shown_by,
                              UtcTime time) const;

  std::map<Key, UtcTime> pages_, headers_;  // the first time each was sent
  UseRecords taken_;
  std::map<std::pair<std::uint32_t, std::int64_t>, Part> parts_;  // image, size
  std::map<UseClient, std::uint64_t> in_part_, whole_;  // of >= kTelling bytes
  std::uint64_t passed_over_ = 0;                       // requests
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_IMAGE_TAKEN_H_
