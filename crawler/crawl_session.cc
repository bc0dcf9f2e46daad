// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_session.h"

#include <algorithm>

#include "base/check.h"

namespace veto::crawler {
namespace {

// Beyond these nothing new is begun until the pool and the store caught up:
// visits that are past their transfer, and bytes of their answers.
constexpr std::size_t kMaxPrepared = 64;
constexpr std::uint64_t kMaxPendingBytes = 8u << 20;
// URLs that are not taken in are recorded up to here, one by one; a site can
// have no end of them. That there were more is recorded as a limit.
constexpr std::size_t kMaxTurnedAway = 50'000;

std::size_t pool_size() {
  return std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
}

}  // namespace

CrawlSession::CrawlSession(Setup setup)
    : setup_(std::move(setup)),
      scope_(std::make_shared<const Scope>(setup_.scope)),
      pool_(pool_size()) {
  for (const auto& [name, hit] : setup_.frontier.limits_hit())
    noted_limits_.insert(name);
}

void CrawlSession::VisitDone::operator()(std::exception_ptr thrown) const {
  // Posted: the coroutine still stands on the signal that is let go.
  asio::post(session->io_, [session = session, id = id, thrown] {
    session->visit_done(id, thrown);
  });
}

Status CrawlSession::run(std::stop_token stop) {
  store_.emplace(
      Store::Setup{setup_.the_case.db(), std::move(setup_.writer), setup_.lease,
                   setup_.the_case.dir(), io_.get_executor(),
                   [this](std::vector<Store::Receipt> receipts, Status status) {
                     committed(std::move(receipts), std::move(status));
                   }});
  add_seeds();
  pump();
  {
    const std::stop_callback on_stop(
        stop, [this] { asio::post(io_, [this] { stop_soon(); }); });
    try {
      io_.run();
    } catch (const std::exception& thrown) {
      give_up({ErrorKind::bug,
               std::string("the crawl failed: ") + thrown.what(),
               {},
               {}});
    }
  }
  store_->close();
  if (failure_) return std::unexpected(*failure_);
  VETO_CHECK(stopping_ || setup_.frontier.outstanding() == 0);
  return {};
}

void CrawlSession::add_seeds() {
  StoreEntry entry;
  const auto add = [&](const Url& url, Target target) {
    FrontierItem item = frontier_item(url, target);
    if (setup_.frontier.add(item) == Frontier::Added::fresh)
      entry.found.push_back(std::move(item));
  };
  for (const Url& seed : scope_->seeds()) add(seed, Target::seed);
  for (const auto& text : *setup_.settings.sitemaps)
    if (const auto url = Url::parse(text)) add(*url, Target::sitemap);
  for (const auto& text : *setup_.settings.feeds)
    if (const auto url = Url::parse(text)) add(*url, Target::feed);
  add_twins(entry);
  if (!entry.found.empty()) submit(std::move(entry));
}

void CrawlSession::pump() {
  wake_timer_.cancel();
  while (!stopping_ && transferring_ < *setup_.settings.workers &&
         visits_.size() <
             kMaxPrepared + static_cast<std::size_t>(transferring_) &&
         preparing_bytes_ + store_->pending_bytes() < kMaxPendingBytes) {
    const auto now = std::chrono::steady_clock::now();
    Frontier::Next next = setup_.frontier.take(now);
    if (next.item && !next.limit.empty()) {
      leave_out(*next.item, next.limit);
      continue;
    }
    if (next.item) {
      start(std::move(*next.item));
      continue;
    }
    if (!next.wake) return;
    wake_timer_.expires_at(*next.wake);
    wake_timer_.async_wait([this](boost::system::error_code code) {
      if (!code) pump();
    });
    return;
  }
}

// It was taken in and a limit was reached before its turn came.
void CrawlSession::leave_out(const FrontierItem& item, std::string_view limit) {
  Prepared prepared;
  prepared.capture = without_response(
      item, setup_.lease.run_id, setup_.the_case.clock().now(),
      Outcome::over_limit, describe_limit(limit, limits_of(setup_.settings)));
  keep(item, std::move(prepared));
}

void CrawlSession::start(FrontierItem item) {
  const std::uint64_t id = ++last_visit_;
  auto signal = std::make_unique<asio::cancellation_signal>();
  const auto slot = signal->slot();
  visits_.emplace(id, std::move(signal));
  ++transferring_;
  asio::co_spawn(io_, visit(std::move(item)),
                 asio::bind_cancellation_slot(slot, VisitDone{this, id}));
}

void CrawlSession::visit_done(std::uint64_t id, std::exception_ptr thrown) {
  visits_.erase(id);
  if (thrown) {
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
      give_up({ErrorKind::bug,
               std::string("a visit failed: ") + error.what(),
               {},
               {}});
    }
  }
  pump();
  // A last timer must not hold up a crawl that is over.
  if (stopping_ && visits_.empty()) grace_timer_.cancel();
}

void CrawlSession::stop_soon() {
  if (stopping_) return;
  stopping_ = true;
  wake_timer_.cancel();
  if (visits_.empty()) return;
  grace_timer_.expires_after(kStopGrace);
  grace_timer_.async_wait([this](boost::system::error_code code) {
    if (!code) cancel_all();
  });
}

void CrawlSession::cancel_all() {
  for (auto& [id, signal] : visits_)
    signal->emit(asio::cancellation_type::terminal);
}

void CrawlSession::give_up(Error error) {
  if (!failure_) failure_ = std::move(error);
  stopping_ = true;
  wake_timer_.cancel();
  cancel_all();
}

void CrawlSession::note_limits(StoreEntry& entry) {
  for (const auto& [name, hit] : setup_.frontier.limits_hit())
    if (noted_limits_.insert(name).second) entry.limits.push_back(name);
}

// Adds what was found to the frontier and hands everything to the store.
void CrawlSession::keep(const FrontierItem& item, Prepared prepared) {
  StoreEntry entry;
  entry.item = item;
  entry.settled = prepared.capture.outcome != Outcome::cancelled;
  take_in_all(entry, item, prepared);
  add_signal_files(entry, item, prepared.capture);
  for (std::string& url : prepared.outside) {
    FrontierItem beyond;
    beyond.url = std::move(url);
    beyond.via = item.url;
    turn_away(entry, beyond, Outcome::out_of_scope,
              "the scope of this audit does not hold it");
  }
  note_limits(entry);
  tally_.pages += prepared.page ? 1 : 0;
  tally_.images += prepared.capture.mime.starts_with("image/") ? 1 : 0;
  tally_.errors += prepared.capture.outcome == Outcome::failed ? 1 : 0;
  entry.capture = std::move(prepared.capture);
  entry.members = std::move(prepared.members);
  entry.tls = std::move(prepared.tls);
  entry.page = std::move(prepared.page);
  submit(std::move(entry));
}

// What a page leads to, and what it is to the trap detector.
void CrawlSession::take_in_all(StoreEntry& entry, const FrontierItem& item,
                               Prepared& prepared) {
  const bool watched = *setup_.settings.traps && prepared.page.has_value();
  const std::string copy =
      watched ? setup_.traps.answered(item.url, prepared.capture.payload_digest)
              : std::string();
  std::vector<std::string> pages;
  bool image = false;
  for (FrontierItem& found : prepared.found) {
    if (found.target == Target::signal_file) {
      take_in(entry, std::move(found));
      continue;
    }
    if (!copy.empty() && !setup_.frontier.knows(found.url)) {
      turn_away(entry, found, Outcome::trap, copy);
      continue;
    }
    const bool is_image = found.target == Target::image;
    std::string url = watched ? found.url : std::string();
    if (!take_in(entry, std::move(found)) || !watched) continue;
    image |= is_image;
    if (!is_image) pages.push_back(std::move(url));
  }
  if (watched) setup_.traps.brought(item.url, pages, image);
}

// Whether it was taken in.
bool CrawlSession::take_in(StoreEntry& entry, FrontierItem found) {
  Frontier& frontier = setup_.frontier;
  if (*setup_.settings.traps && found.target == Target::page &&
      found.redirects == 0 && !frontier.knows(found.url)) {
    std::string why = setup_.traps.consider(found.url, found.via);
    if (!why.empty()) {
      turn_away(entry, found, Outcome::trap, std::move(why));
      return false;
    }
  }
  switch (frontier.add(found)) {
    case Frontier::Added::known:
      return false;
    case Frontier::Added::fresh:
      entry.found.push_back(std::move(found));
      return true;
    case Frontier::Added::over_limit:
      turn_away(
          entry, found, Outcome::over_limit,
          describe_limit(frontier.over(found), limits_of(setup_.settings)));
      return false;
  }
  return false;
}

// Records what is not taken in, once.
void CrawlSession::turn_away(StoreEntry& entry, const FrontierItem& found,
                             Outcome outcome, std::string problem) {
  if (turned_away_.contains(found.key())) return;
  if (turned_away_.size() >= kMaxTurnedAway) {
    setup_.frontier.note_limit(kLimitListed);
    return;
  }
  turned_away_.insert(found.key());
  entry.outside.push_back(without_response(found, setup_.lease.run_id,
                                           setup_.the_case.clock().now(),
                                           outcome, std::move(problem)));
}

void CrawlSession::submit(StoreEntry entry) {
  ++unacknowledged_;
  if (!store_work_) store_work_.emplace(io_.get_executor());
  store_->submit(std::move(entry));
}

void CrawlSession::committed(std::vector<Store::Receipt> receipts,
                             Status status) {
  VETO_CHECK(receipts.size() <= unacknowledged_);
  unacknowledged_ -= receipts.size();
  if (unacknowledged_ == 0) store_work_.reset();
  if (!status) {
    give_up(std::move(status).error());
    return;
  }
  Frontier& frontier = setup_.frontier;
  for (const auto& receipt : receipts)
    if (receipt.item && receipt.settled) frontier.settled(*receipt.item);
  setup_.sinks.step("fetched", frontier.size() - frontier.outstanding(),
                    frontier.size());
  setup_.sinks.step("pages", tally_.pages, 0);
  setup_.sinks.step("images", tally_.images, 0);
  setup_.sinks.step("hosts", robots_.size(), 0);
  setup_.sinks.step("queued", frontier.waiting(), 0);
  setup_.sinks.step("errors", tally_.errors, 0);
  pump();
}

}  // namespace veto::crawler
