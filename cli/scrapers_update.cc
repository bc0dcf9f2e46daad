// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto scrapers update: fetches what operators publish about their clients,
// addresses and keys, so that it is this program's own observation
// (docs/identity.md).

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "audit/logs/address_list.h"
#include "audit/logs/key_directory.h"
#include "audit/logs/observation.h"
#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/flags.h"
#include "cli/scrapers.h"
#include "cli/terminal.h"
#include "config/scrapers.h"
#include "crawler/operator_file.h"

namespace veto::cli {
namespace {

namespace fs = std::filesystem;
using config::Scraper;
using config::ScraperRegistry;

constexpr std::uint64_t kMaxRegistryFile = 16u << 20;

struct UpdateOptions {
  Flags flags;
  std::vector<std::string> ids;
  std::string out;
  std::string registry;
};

// One URL, under the name of one of the scrapers that have it.
struct Publication {
  const Scraper* scraper = nullptr;
  std::string url;
  bool keys = false;  // a key directory, not an address list
};

Result<ScraperRegistry> registry_of(const UpdateOptions& options) {
  if (options.registry.empty()) return ScraperRegistry::built_in();
  auto bytes = read_file(options.registry, kMaxRegistryFile);
  if (!bytes) return pass(bytes);
  return ScraperRegistry::parse(*bytes);
}

// Every URL once, though several scrapers share it. Errors: usage (an id that
// is none, or one whose operator publishes nothing).
Result<std::vector<Publication>> publications(
    const ScraperRegistry& registry, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const Scraper* scraper = registry.by_id(id);
    if (scraper == nullptr)
      return fail(ErrorKind::usage, "no such scraper", printable(id),
                  "veto scrapers list names them all");
    if (scraper->address_lists.empty() && scraper->signature_directory.empty())
      return fail(ErrorKind::usage,
                  "its operator is not known to publish a list", id);
  }
  std::vector<Publication> all;
  for (const Scraper& scraper : registry.all()) {
    if (!ids.empty() && std::ranges::find(ids, scraper.id) == ids.end())
      continue;
    const auto add = [&](const std::string& url, bool keys) {
      if (std::ranges::find(all, url, &Publication::url) == all.end())
        all.push_back({&scraper, url, keys});
    };
    for (const std::string& url : scraper.address_lists) add(url, false);
    if (!scraper.signature_directory.empty())
      add(scraper.signature_directory, true);
  }
  return all;
}

std::string file_name(const Publication& what, UtcTime time) {
  return fmt::format("{}.{}{}.json", what.scraper->id, to_compact(time),
                     what.keys ? ".keys" : "");
}

// Whether the body is what it should be. Errors: damaged, too_large.
Status readable(const Publication& what, std::string_view body) {
  if (what.keys) {
    auto keys = logs::read_key_directory(body);
    return keys ? Status() : pass(keys);
  }
  auto list = logs::read_address_list(body);
  return list ? Status() : pass(list);
}

class Update {
 public:
  Update(fs::path dir, const config::Settings& settings,
         const UpdateOptions& options, const Clock& clock)
      : dir_(std::move(dir)), settings_(settings), clock_(clock) {
    how_.max_bytes = logs::kMaxListBytes;
    // Of another registry the user named the addresses.
    how_.private_addresses = !options.registry.empty();
  }

  // The name of the file that was kept.
  Result<std::string> take(const Publication& what) {
    const auto url = Url::parse(what.url);
    if (!url) return std::unexpected(url.error());
    wait_for_turn(what, *url);
    auto file = crawler::fetch_operator_file(*url, how_, settings_, clock_);
    if (!file) return pass(file);
    if (auto read = readable(what, file->bytes); !read)
      return fail(read.error().kind, read.error().what, what.url);
    const std::string name = file_name(what, file->time);
    if (auto kept = write_file_atomic(dir_ / name, file->bytes); !kept)
      return pass(kept);
    auto noted = note({.file = name,
                       .url = what.url,
                       .status = file->status,
                       .time = file->time,
                       .bytes = file->bytes.size(),
                       .digest = sha256(file->bytes),
                       .certificate_host = file->certificate_host,
                       .certificate = file->certificate});
    if (!noted) return pass(noted);
    return name;
  }

 private:
  // One request at a time; a host that was asked before gets its pause, and a
  // name that is taken its second.
  void wait_for_turn(const Publication& what, const Url& url) {
    if (!asked_.insert(std::string(url.host())).second)
      std::this_thread::sleep_for(*settings_.delay);
    std::error_code error;
    for (int i = 0; i < 20; ++i) {
      if (!fs::exists(dir_ / file_name(what, clock_.now()), error)) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  Status note(const logs::Observation& seen) {
    auto manifest = AppendFile::open(dir_ / logs::kManifestName);
    if (!manifest) return pass(manifest);
    auto added = manifest->append(logs::observation_line(seen));
    return added ? manifest->sync() : added;
  }

  fs::path dir_;
  const config::Settings& settings_;
  const Clock& clock_;
  crawler::OperatorFileRequest how_;
  std::set<std::string> asked_;
};

fs::path folder_of(const UpdateOptions& options,
                   const config::Settings& settings) {
  if (!options.out.empty()) return options.out;
  return settings.address_lists->empty() ? fs::path("address-lists")
                                         : *settings.address_lists;
}

ExitCode update(const UpdateOptions& options, const Session& session) {
  auto settings = settings_of(options.flags);
  if (!settings) return print_error(settings.error());
  auto registry = registry_of(options);
  if (!registry) return print_error(registry.error());
  auto wanted = publications(*registry, options.ids);
  if (!wanted) return print_error(wanted.error());
  const fs::path dir = folder_of(options, *settings);
  if (auto made = make_dirs(dir); !made) return print_error(made.error());
  Update lists(dir, *settings, options, *session.clock);
  ExitCode code = ExitCode::done;
  for (const Publication& one : *wanted) {
    if (session.stop.stop_requested()) return ExitCode::interrupted;
    auto name = lists.take(one);
    if (name) {
      print_result(fmt::format("{}\t{}\n", (dir / *name).string(), one.url));
      continue;
    }
    if (name.error().kind == ErrorKind::io) return print_error(name.error());
    Error error = name.error();
    error.what = fmt::format("the {} of {} was not kept: {}",
                             one.keys ? "key directory" : "list",
                             one.scraper->id, error.what);
    print_warning(error);
    code = ExitCode::incomplete;
  }
  return code;
}

}  // namespace

void add_scrapers_update(CLI::App& scrapers, Session& session) {
  auto* command = scrapers.add_subcommand(
      "update",
      "fetch the address lists and keys that operators publish, one request "
      "each: who asks for them is seen by the operators");
  auto options = std::make_shared<UpdateOptions>();
  command->add_option("id", options->ids, "of these scrapers alone");
  command->add_option("--out", options->out,
                      "folder to keep them in, with a manifest (default: that "
                      "of logs.address_lists, or address-lists)");
  command->add_option("--registry", options->registry,
                      "another registry file; what its addresses hold is not "
                      "taken for what the built-in registry's do");
  command->callback([options, &session] {
    session.run = [options, &session] { return update(*options, session); };
  });
}

}  // namespace veto::cli
