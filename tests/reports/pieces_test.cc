// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/wacz/pieces.h"

#include <stdexcept>

#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

Piece piece(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace

TEST_CASE("pieces: pushed or pulled, all of them arrive in order") {
  std::string pushed, pulled;
  PieceThread one([&](std::string_view bytes) { pushed += bytes; });
  auto other = PieceThread::pulling([&](const ReadBytes& read) {
    char some[3];
    for (auto got = read(some, 3); got && *got > 0; got = read(some, 3))
      pulled.append(some, *got);
  });
  std::string all;
  for (int i = 0; i < 100; ++i) {
    const std::string text = std::to_string(i) + std::string(i % 7, '.');
    all += text;
    one.give(piece(text));
    other->give(piece(text));
  }
  CHECK(one.finish());
  CHECK(other->finish());
  CHECK(pushed == all);
  CHECK(pulled == all);
}

TEST_CASE(
    "pieces: what the work throws is the thread's error, and holds nobody") {
  const auto give_many = [](PieceThread& thread) {
    for (int i = 0; i < 100; ++i) thread.give(piece("x"));
    return thread.finish();
  };
  PieceThread one([](std::string_view) { throw std::runtime_error("why"); });
  auto other = PieceThread::pulling(
      [](const ReadBytes&) { throw std::runtime_error("why"); });
  for (PieceThread* thread : {&one, other.get()}) {
    const auto ended = give_many(*thread);
    REQUIRE_FALSE(ended);
    CHECK(ended.error().where == "why");
  }
}

TEST_CASE("pieces: what the work leaves is thrown away") {
  auto thread = PieceThread::pulling([](const ReadBytes&) {});
  for (int i = 0; i < 100; ++i) thread->give(piece("x"));
  CHECK(thread->finish());
}
