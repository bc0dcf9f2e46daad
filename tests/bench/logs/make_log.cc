// SPDX-License-Identifier: GPL-3.0-or-later
//
// A made-up access log whose right verdicts are known line by line:
//
//   bench_make_log FOLDER LINES [SEED]
//
// writes access.log (nginx's "combined"), robots/ (two versions, the second
// from the middle of the log on) and expected.json: how many requests of which
// agent are V1, V2 or excused. Forty agents: crawlers that obey, crawlers that
// read the rules and break some, crawlers that never ask for them, borrowed
// names, and people's browsers.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/time.h"

namespace {

using std::chrono::seconds;
using veto::UtcTime;

constexpr int kDays = 20;
constexpr seconds kGuard{3};  // more than what no order is read from
constexpr seconds kReadAgain{12 * 3600};

constexpr std::string_view kRules[] = {
    "User-agent: *\nDisallow: /private/\n",
    "User-agent: *\nDisallow: /private/\nDisallow: /archive/\n"};

enum class Habit { obeys, breaks, never_asks, borrows, person };

struct Client {
  std::string ip;
  UtcTime read{};  // robots.txt, last
  int version = -1;
};

struct Agent {
  std::string token;  // as verdicts name it; "" for browsers
  std::string user_agent;
  Habit habit = Habit::person;
  std::vector<Client> clients;
  std::uint64_t requests = 0;
};

constexpr std::string_view kObedient[] = {
    "GPTBot/1.2",     "ClaudeBot/1.0",          "CCBot/2.0",
    "Amazonbot/0.1",  "Applebot/0.1",           "PerplexityBot/1.0",
    "Bytespider/1.0", "meta-externalagent/1.1", "DuckAssistBot/1.2",
    "YandexBot/3.0"};

std::vector<Agent> make_agents() {
  std::vector<Agent> agents;
  int network = 0;
  const auto add = [&](std::string token, std::string user_agent, Habit habit,
                       int clients) {
    Agent agent{std::move(token), std::move(user_agent), habit, {}, 0};
    for (int i = 0; i < clients; ++i) {
      // RFC 2544, for measurements; no network has two agents.
      if (i % 200 == 0) ++network;
      agent.clients.push_back({fmt::format("198.{}.{}.{}", 18 + network / 256,
                                           network % 256, 1 + i % 200)});
    }
    agents.push_back(std::move(agent));
  };
  const auto bot = [](std::string_view name) {
    return fmt::format("Mozilla/5.0 (compatible; {}; +https://bot.example/)",
                       name);
  };
  for (std::string_view name : kObedient)
    add(std::string(name.substr(0, name.find('/'))), bot(name), Habit::obeys,
        60);
  for (int i = 0; i < 8; ++i)
    add(fmt::format("Rereader{}Bot", i),
        bot(fmt::format("Rereader{}Bot/1.{}", i, i)), Habit::breaks, 20);
  for (int i = 0; i < 8; ++i)
    add(fmt::format("Headlong{}Bot", i),
        bot(fmt::format("Headlong{}Bot/1.{}", i, i)), Habit::never_asks, 20);
  for (int i = 0; i < 4; ++i)
    add(agents[i].token, bot(kObedient[i]), Habit::borrows, 3);
  for (int i = 0; i < 10; ++i)
    add("",
        fmt::format("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{0}.0) "
                    "Gecko/20100101 Firefox/{0}.0",
                    131 + i),
        Habit::person, 2000);
  return agents;
}

class Maker {
 public:
  Maker(const std::filesystem::path& folder, std::uint64_t lines,
        std::uint64_t seed)
      : log_(std::fopen((folder / "access.log").c_str(), "wb")),
        lines_(lines),
        random_(seed),
        agents_(make_agents()) {}

  void run() {
    const double step = kDays * 86400.0 / static_cast<double>(lines_);
    for (std::uint64_t i = 0; i < lines_; ++i) {
      const UtcTime now =
          begin() + seconds(static_cast<std::int64_t>(step * i));
      version_ = now < change() ? 0 : 1;
      // Half of what is asked for is asked for by people.
      Agent& agent = below(2) ? agents_[agents_.size() - 10 + below(10)]
                              : agents_[below(agents_.size() - 10)];
      ask(agent, pick(agent), now);
    }
    std::fclose(log_);
  }

  static UtcTime begin() { return *veto::make_utc(2026, 9, 2, 0, 0, 0); }
  static UtcTime change() { return begin() + seconds(kDays * 43200); }
  const nlohmann::json& expected() const { return expected_; }

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }

  // People come and go: sixteen of each agent's are there at a time.
  Client& pick(Agent& agent) {
    const std::uint64_t all = agent.clients.size();
    if (agent.habit != Habit::person) return agent.clients[below(all)];
    return agent.clients[(agent.requests++ / 4 + below(16)) % all];
  }

  void expect(const Agent& agent, const char* what) {
    auto& count = expected_[agent.token][what];
    count = count.is_null() ? 1 : count.get<std::uint64_t>() + 1;
  }

  void ask(Agent& agent, Client& client, UtcTime now) {
    const std::uint64_t page = below(5000);
    switch (agent.habit) {
      case Habit::person:
        return line(agent, client, now, fmt::format("/photos/{}.jpg", page),
                    "https://site.example/page/" + std::to_string(page / 8));
      case Habit::never_asks:
        if (below(20) == 0) return forbidden(agent, client, now, "V2");
        break;
      case Habit::borrows:
        // Somebody else under that name has asked for robots.txt.
        if (below(4) == 0) return forbidden(agent, client, now, "excused");
        break;
      case Habit::breaks:
      case Habit::obeys:
        if (client.version < 0 || now - client.read > kReadAgain)
          return read_rules(agent, client, now);
        if (agent.habit == Habit::breaks && below(25) == 0 &&
            now - client.read >= kGuard)
          return forbidden(agent, client, now, "V1");
        if (client.version == 0 && below(10) == 0)
          return old(agent, client, now);
        break;
    }
    line(agent, client, now, fmt::format("/page/{}", page), "-");
  }

  void read_rules(Agent& agent, Client& client, UtcTime now) {
    client.read = now;
    client.version = version_;
    line(agent, client, now, "/robots.txt", "-", kRules[version_].size());
  }

  void forbidden(Agent& agent, Client& client, UtcTime now, const char* what) {
    expect(agent, what);
    line(agent, client, now, fmt::format("/private/{}", below(500)), "-");
  }

  // Allowed by the copy it has, whatever the rules say by now.
  void old(Agent& agent, Client& client, UtcTime now) {
    if (now >= change() - kGuard && now <= change() + kGuard) return;
    if (version_ == 1) expect(agent, "excused");
    line(agent, client, now, fmt::format("/archive/{}", below(500)), "-");
  }

  void line(const Agent& agent, const Client& client, UtcTime now,
            std::string_view target, std::string_view referer,
            std::uint64_t bytes = 0) {
    if (now != shown_) {
      const auto day = std::chrono::floor<std::chrono::days>(now);
      const std::chrono::year_month_day date(day);
      const auto second = (now - day) / seconds(1);
      stamp_ = fmt::format("{:02}/Sep/{}:{:02}:{:02}:{:02} +0000",
                           static_cast<unsigned>(date.day()),
                           static_cast<int>(date.year()), second / 3600,
                           second / 60 % 60, second % 60);
      shown_ = now;
    }
    buffer_.clear();
    fmt::format_to(std::back_inserter(buffer_),
                   "{} - - [{}] \"GET {} HTTP/1.1\" 200 {} \"{}\" \"{}\"\n",
                   client.ip, stamp_, target,
                   bytes ? bytes : 1000 + below(90000), referer,
                   agent.user_agent);
    std::fwrite(buffer_.data(), 1, buffer_.size(), log_);
  }

  std::FILE* log_;
  std::uint64_t lines_;
  std::mt19937_64 random_;
  std::vector<Agent> agents_;
  nlohmann::json expected_ = nlohmann::json::object();
  int version_ = 0;
  UtcTime shown_{};
  std::string stamp_;
  std::string buffer_;
};

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: bench_make_log FOLDER LINES [SEED]\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "robots");
  write(folder / "robots/20260801T000000Z.txt", kRules[0]);
  write(folder / "robots/20260912T000000Z.txt", kRules[1]);
  Maker maker(folder, std::strtoull(argv[2], nullptr, 10),
              argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
  maker.run();
  write(folder / "expected.json", maker.expected().dump(2) + "\n");
}
