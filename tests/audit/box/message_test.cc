// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/message.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <array>

#include "tests/support.h"

using namespace veto;
using namespace veto::box;
using Wait = MessageReader::Wait;

namespace {

struct Pair {
  Fd one, other;
  Pair() {
    std::array<int, 2> pair{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0);
    one = Fd(pair[0]);
    other = Fd(pair[1]);
  }
};

}  // namespace

TEST_CASE("message: kind, body and bytes arrive, one after another") {
  Pair pair;
  auto memory = sealed_memory("pixels");
  REQUIRE(memory.has_value());
  REQUIRE(send_message(pair.one.get(), 7, "body", memory->get()).has_value());
  REQUIRE(send_message(pair.one.get(), 8, "").has_value());
  MessageReader reader(MessageReader::Attachments::taken);
  auto first = reader.read(pair.other.get(), Wait::yes);
  REQUIRE(first.has_value());
  CHECK((*first)->kind == 7);
  CHECK((*first)->body == "body");
  const auto mapped = MappedBytes::map((*first)->attachment);
  REQUIRE(mapped.has_value());
  CHECK(mapped->view() == "pixels");
  auto second = reader.read(pair.other.get(), Wait::yes);
  REQUIRE(second.has_value());
  CHECK((*second)->kind == 8);
  CHECK((*second)->attachment.get() < 0);
  const auto none = reader.read(pair.other.get(), Wait::no);
  REQUIRE(none.has_value());
  CHECK_FALSE(none->has_value());
  pair.one = Fd();
  const auto gone = reader.read(pair.other.get(), Wait::yes);
  REQUIRE_FALSE(gone.has_value());
  CHECK(gone.error().kind == ErrorKind::not_found);
}

TEST_CASE("message: rubbish and sizes beyond the bound are refused") {
  for (const bool large : {false, true}) {
    Pair pair;
    REQUIRE(send_message(pair.one.get(), 7, "").has_value());
    std::string bytes(16, '\0');
    REQUIRE(::read(pair.other.get(), bytes.data(), 16) == 16);
    if (large) {
      bytes[15] = 1;  // the size's highest byte
    } else {
      bytes[0] ^= 1;
    }
    REQUIRE(::write(pair.one.get(), bytes.data(), 16) == 16);
    MessageReader reader;
    const auto read = reader.read(pair.other.get(), Wait::no);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind ==
          (large ? ErrorKind::too_large : ErrorKind::damaged));
  }
}

TEST_CASE("message: who does not wait takes one piece at a time") {
  Pair pair;
  REQUIRE(send_message(pair.one.get(), 7, std::string(100'000, 'x')));
  MessageReader reader;
  const auto part = reader.read(pair.other.get(), Wait::no);
  REQUIRE(part.has_value());
  CHECK_FALSE(part->has_value());
  const auto whole = reader.read(pair.other.get(), Wait::no);
  REQUIRE(whole.has_value());
  REQUIRE(whole->has_value());
  CHECK((*whole)->body.size() == 100'000);
}

TEST_CASE("message: a body beyond what is asked for, and a file, are refused") {
  for (const bool file : {false, true}) {
    Pair pair;
    const auto memory = sealed_memory("bytes");
    REQUIRE(memory.has_value());
    REQUIRE(
        send_message(pair.one.get(), 7, "12345", file ? memory->get() : -1));
    MessageReader reader;
    const auto read = reader.read(pair.other.get(), Wait::no, file ? 5 : 4);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind ==
          (file ? ErrorKind::damaged : ErrorKind::too_large));
  }
}

TEST_CASE("message: sealed memory cannot be changed by who receives it") {
  const auto memory = sealed_memory("bytes");
  REQUIRE(memory.has_value());
  CHECK(::pwrite(memory->get(), "x", 1, 0) < 0);
  CHECK(::ftruncate(memory->get(), 0) != 0);
  CHECK(::mmap(nullptr, 5, PROT_WRITE, MAP_SHARED, memory->get(), 0) ==
        MAP_FAILED);
}
