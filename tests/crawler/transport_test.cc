// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/transport.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using test::After;
using test::Answer;
using test::LoopbackServer;

namespace {

const std::string kOkHeader =
    "HTTP/1.1 200 Whatever\r\nContent-Type: text/plain\r\n"
    "Content-Length: 2\r\n\r\n";

Answer site(const std::string& target) {
  if (target == "/ok") return test::answer(200, "text/plain", "ok");
  if (target == "/slow")
    return {kOkHeader + "ok", After::keep, std::chrono::milliseconds(30)};
  if (target == "/drop")
    return {"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nten bytes.",
            After::close,
            {}};
  if (target == "/reset") return {"HTTP/1.1 200 OK\r\nCont", After::reset, {}};
  if (target == "/silent") return {"", After::close, {}};
  if (target == "/hang") return {"HTTP/1.1 200 OK\r\n", After::hang, {}};
  if (target == "/big")
    return test::answer(200, "text/plain", std::string(300000, 'x'));
  if (target == "/chunked")
    return {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: late\r\n\r\n",
        After::keep,
        {}};
  if (target == "/broken-chunk")
    return {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\nxyz\r\n",
        After::close,
        {}};
  if (target == "/old") return {"HTTP/1.0 200 OK\r\n\r\nok", After::close, {}};
  if (target == "/early")
    return {"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", After::hang, {}};
  if (target == "/interim")
    return {"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + kOkHeader + "ok",
            After::keep,
            {}};
  if (target == "/garbage") return {"SSH-2.0-x\r\n", After::close, {}};
  if (target == "/length")
    return {
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc", After::close, {}};
  if (target == "/header")
    return {"HTTP/1.1 200 OK\r\nX: " + std::string(90000, 'y') + "\r\n\r\n",
            After::close,
            {}};
  return test::answer(404, "text/plain", "none");
}

TransportRequest ask(const std::string& url) {
  TransportRequest request;
  request.url = url;
  request.user_agent = "veto-test/1";
  request.private_addresses = true;
  return request;
}

struct Keep {
  std::optional<TransportResponse>* response;
  void operator()(std::exception_ptr thrown, TransportResponse got) const {
    REQUIRE(!thrown);
    *response = std::move(got);
  }
};

Task<TransportResponse> fetch_unthrown(Transport& transport,
                                       TransportRequest request) {
  co_await asio::this_coro::throw_if_cancelled(false);
  auto response = co_await transport.fetch(std::move(request));
  co_return response;
}

TransportResponse get(TransportRequest request) {
  asio::io_context io(1);
  Transport transport(io.get_executor());
  std::optional<TransportResponse> response;
  asio::co_spawn(io, fetch_unthrown(transport, std::move(request)),
                 Keep{&response});
  io.run();
  REQUIRE(response);
  return *response;
}

}  // namespace

TEST_CASE("an exchange keeps the bytes of both directions") {
  LoopbackServer server(site);
  const auto got = get(ask(server.url("/ok")));
  CHECK(got.end == TransferEnd::complete);
  CHECK(got.problem == "");
  CHECK(got.header == kOkHeader);
  CHECK(got.body == "ok");
  CHECK(got.remote_ip == "127.0.0.1");
  CHECK(got.protocol == "http/1.1");
  CHECK(got.tls == nullptr);
  CHECK(got.times.total >= got.times.first_byte);
  CHECK(got.times.first_byte.count() > 0);
  CHECK(got.request_header == server.last_request());
  CHECK(got.request_header.starts_with("GET /ok HTTP/1.1\r\n"));
  CHECK(got.request_header.find("User-Agent: veto-test/1\r\n") !=
        std::string::npos);
  CHECK(
      got.request_header.find("Accept-Encoding: gzip, deflate, br, zstd\r\n") !=
      std::string::npos);
}

TEST_CASE("what a hostile server does is data") {
  LoopbackServer server(site);
  struct Case {
    const char* target;
    TransferEnd end;
    std::string body;
  };
  const Case cases[] = {
      {"/slow", TransferEnd::complete, "ok"},
      {"/chunked", TransferEnd::complete, "abcde"},
      {"/interim", TransferEnd::complete, "ok"},
      {"/none", TransferEnd::complete, "none"},
      {"/old", TransferEnd::complete, "ok"},
      {"/drop", TransferEnd::broken, "ten bytes."},
      {"/broken-chunk", TransferEnd::broken, "abc"},
      {"/reset", TransferEnd::failed, ""},
      {"/silent", TransferEnd::failed, ""},
      {"/garbage", TransferEnd::failed, ""},
      {"/length", TransferEnd::failed, ""},
      {"/header", TransferEnd::failed, ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.target);
    auto request = ask(server.url(c.target));
    request.max_header = 64 << 10;
    const auto got = get(request);
    CHECK(got.end == c.end);
    CHECK(got.body == c.body);
    CHECK(got.problem.empty() == (c.end == TransferEnd::complete));
  }
}

TEST_CASE("interim responses and trailers stay out of the header") {
  LoopbackServer server(site);
  CHECK(get(ask(server.url("/interim"))).header == kOkHeader);
  CHECK(get(ask(server.url("/chunked"))).header ==
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
}

TEST_CASE("a body is cut at its limit, to the byte") {
  LoopbackServer server(site);
  auto request = ask(server.url("/big"));
  request.max_body = 100000;
  auto got = get(request);
  CHECK(got.end == TransferEnd::cut);
  CHECK(got.body.size() == 100000);
  request.max_body = 300000;
  got = get(request);
  CHECK(got.end == TransferEnd::complete);
  CHECK(got.body.size() == 300000);
}

TEST_CASE("a refused connection and a silent host have their sentences") {
  const auto refused =
      get(ask(fmt::format("http://127.0.0.1:{}/", test::closed_port())));
  CHECK(refused.end == TransferEnd::failed);
  CHECK(refused.problem == "the host did not accept the connection");
  LoopbackServer server(site);
  auto request = ask(server.url("/hang"));
  request.total_timeout = std::chrono::milliseconds(100);
  for (const char* target : {"/hang", "/early"}) {
    request.url = server.url(target);
    const auto late = get(request);
    CHECK(late.end == TransferEnd::failed);
    CHECK(late.problem == "the host did not answer in time");
  }
}

TEST_CASE("what has no end is ended by us, in time and in memory") {
  const std::string head = "HTTP/1.1 200 OK\r\n\r\n";
  const std::string noise(1000, 'x');
  const auto many = [](std::string_view piece) {
    std::string text;
    for (int i = 0; i < 500; ++i) text += piece;
    return text;
  };
  struct Case {
    std::string name;
    Answer answer;
    TransferEnd end;
    Truncation truncation;
    std::uint64_t body;  // at most
  };
  using namespace std::chrono_literals;
  const Case cases[] = {
      {"endless body",
       {head, After::repeat, 0ms, noise, 0ms},
       TransferEnd::cut,
       Truncation::length,
       50000},
      {"endless chunks",
       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", After::repeat,
        0ms, many("4\r\nabcd\r\n"), 0ms},
       TransferEnd::cut,
       Truncation::length,
       50000},
      {"a drop at a time",
       {head, After::repeat, 0ms, "x", 20ms},
       TransferEnd::cut,
       Truncation::time,
       100},
      {"an endless chunk extension",
       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;",
        After::repeat, 0ms, noise, 1ms},
       TransferEnd::cut,
       Truncation::time,
       0},
      {"endless fields",
       {"HTTP/1.1 200 OK\r\n", After::repeat, 0ms, many("A: b\r\n"), 0ms},
       TransferEnd::failed,
       Truncation::none,
       0},
      {"an endless field",
       {"HTTP/1.1 200 OK\r\nA: ", After::repeat, 0ms, noise, 0ms},
       TransferEnd::failed,
       Truncation::none,
       0},
      {"endless interim answers",
       {"HTTP/1.1 100 Continue\r\n\r\n", After::repeat, 0ms,
        many("HTTP/1.1 103 Early Hints\r\n\r\n"), 0ms},
       TransferEnd::failed,
       Truncation::none,
       0},
      {"endless trailers",
       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        After::repeat, 0ms, many("A: b\r\n"), 0ms},
       TransferEnd::failed,
       Truncation::none,
       0},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    LoopbackServer server([&](const std::string&) { return c.answer; });
    auto request = ask(server.url("/"));
    request.max_body = 50000;
    request.max_header = 64 << 10;
    request.total_timeout = 400ms;
    const auto got = get(request);
    CHECK(got.end == c.end);
    CHECK(got.truncation == c.truncation);
    CHECK(got.body.size() <= c.body);
    CHECK(got.header.size() <= request.max_header);
    CHECK(!got.problem.empty());
  }
}

TEST_CASE("slower than the low speed for its period is too slow") {
  using namespace std::chrono_literals;
  LoopbackServer server([](const std::string&) -> Answer {
    return {"HTTP/1.1 200 OK\r\n\r\n", After::repeat, 0ms, "x", 50ms};
  });
  auto request = ask(server.url("/"));
  request.low_speed_period = 1s;
  const auto got = get(request);
  CHECK(got.end == TransferEnd::cut);
  CHECK(got.truncation == Truncation::time);
}

TEST_CASE("odd bytes in a head are data or a failure, never more") {
  const std::string nul("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", 27);
  const std::string cases[] = {
      nul,
      "HTTP/1.1 200 OK\r\nA: \xff\xfe\r\n\r\n",
      "HTTP/1.1 200 OK\r\n\xc3\x28: x\r\n\r\n",
      "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
      "HTTP/1.1 200 OK\n\nbody",
      "HTTP/1.1 999 Odd\r\n\r\n",
      "HTTP/1.1 200\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n12345",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n1",
      "HTTP/9.9 200 OK\r\n\r\n",
      "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
  };
  for (const auto& bytes : cases) {
    CAPTURE(bytes);
    LoopbackServer server([&](const std::string&) -> Answer {
      return {bytes, After::close, {}};
    });
    auto request = ask(server.url("/"));
    request.total_timeout = std::chrono::milliseconds(1000);
    const auto got = get(request);
    CHECK(got.problem.empty() == (got.end == TransferEnd::complete));
    CHECK((got.end != TransferEnd::complete || bytes.find(got.header) == 0));
  }
}

TEST_CASE("an address of our own network is not contacted unless allowed") {
  LoopbackServer server(site);
  // Loopback all of them, and the first by way of the resolver.
  for (const char* host : {"localhost", "127.0.0.1", "127.0.0.2", "127.9.9.9",
                           "[::1]", "[::ffff:127.0.0.1]"}) {
    const std::string url = fmt::format("http://{}:{}/ok", host, server.port());
    CAPTURE(url);
    auto request = ask(url);
    request.private_addresses = false;
    const auto got = get(request);
    CHECK(got.end == TransferEnd::failed);
    CHECK(got.problem == "the address is not a public one");
  }
  CHECK(server.hits().empty());
}

TEST_CASE("only http and https are spoken") {
  const auto got = get(ask("file:///etc/hostname"));
  CHECK(got.end == TransferEnd::failed);
  CHECK(got.body.empty());
}

namespace {

struct Tally {
  std::map<TransferEnd, int>* ends;
  std::function<void()> counted = [] {};
  void operator()(std::exception_ptr thrown, TransportResponse response) const {
    REQUIRE(!thrown);
    ++(*ends)[response.end];
    counted();
  }
};

}  // namespace

TEST_CASE("transfers are cancelled one by one while others go on") {
  LoopbackServer server(site);
  asio::io_context io(1);
  Transport transport(io.get_executor());
  std::map<TransferEnd, int> ends;
  std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
  // Those that hang end only by being cancelled, which is done once the others
  // have ended, however slow the machine is.
  int left = 30;
  const auto cancel_the_rest = [&] {
    if (--left != 0) return;
    for (auto& signal : signals)
      signal->emit(asio::cancellation_type::terminal);
  };
  for (int i = 0; i < 40; ++i) {
    const char* targets[] = {"/hang", "/ok", "/drop", "/slow"};
    signals.push_back(std::make_unique<asio::cancellation_signal>());
    asio::co_spawn(io,
                   fetch_unthrown(transport, ask(server.url(targets[i % 4]))),
                   asio::bind_cancellation_slot(signals.back()->slot(),
                                                Tally{&ends, cancel_the_rest}));
  }
  io.run();
  CHECK(ends[TransferEnd::cancelled] == 10);
  CHECK(ends[TransferEnd::complete] == 20);
  CHECK(ends[TransferEnd::broken] == 10);
}

TEST_CASE("a transport destroyed in flight ends its transfers") {
  LoopbackServer server(site);
  asio::io_context io(1);
  std::map<TransferEnd, int> ends;
  auto transport = std::make_unique<Transport>(io.get_executor());
  for (int i = 0; i < 8; ++i)
    asio::co_spawn(io, fetch_unthrown(*transport, ask(server.url("/hang"))),
                   Tally{&ends});
  io.run_for(std::chrono::milliseconds(100));
  transport.reset();
  io.restart();
  io.run();
  CHECK(ends[TransferEnd::cancelled] == 8);
}
