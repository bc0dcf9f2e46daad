// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/flags.h"

#include "base/url.h"
#include "config/seed_list.h"
#include "crawler/api/proof.h"

namespace veto::cli {
namespace {

// A flag that sets one named setting.
void add_setting(CLI::App& command, Flags& flags, const std::string& name,
                 const std::string& key, const std::string& help) {
  command.add_option_function<std::string>(
      name, [&flags, key](const std::string& v) { flags.overrides[key] = v; },
      help);
}

// A flag without a value that sets one to true.
void add_switch(CLI::App& command, Flags& flags, const std::string& name,
                const std::string& key, const std::string& help) {
  command.add_flag_callback(
      name, [&flags, key] { flags.overrides[key] = "true"; }, help);
}

std::string join_lines(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : "\n") + value;
  return text;
}

std::filesystem::path case_dir_of(const Flags& flags) {
  if (!flags.case_dir.empty()) return flags.case_dir;
  for (const auto* list :
       {&flags.urls, &flags.listed_urls, &flags.sitemaps, &flags.feeds}) {
    if (list->empty()) continue;
    const auto url = Url::parse(list->front());
    return "veto-" + std::string(url ? url->host() : "case");
  }
  return ".";
}

void read_list(Flags& flags, const std::string& path) {
  auto listed = config::read_seed_list(path);
  if (listed)
    flags.listed_urls = std::move(*listed);
  else
    flags.list_error = listed.error();
}

void add_limit_flags(CLI::App& command, Flags& flags) {
  add_setting(command, flags, "--max-pages", "crawl.max_pages",
              "pages to fetch at the most");
  add_setting(command, flags, "--max-images", "crawl.max_images",
              "images to fetch at the most");
  add_setting(command, flags, "--max-depth", "crawl.max_depth",
              "links from a seed at the most");
  add_setting(command, flags, "--max-bytes", "crawl.max_bytes",
              "bytes to receive at the most");
  add_setting(command, flags, "--max-time", "crawl.max_time_s",
              "seconds to crawl at the most");
  add_setting(command, flags, "--max-pages-per-host",
              "crawl.max_pages_per_host", "pages of one host at the most");
  add_setting(command, flags, "--max-images-per-host",
              "crawl.max_images_per_host", "images of one host at the most");
  add_setting(command, flags, "--max-bytes-per-host",
              "crawl.max_bytes_per_host", "bytes of one host at the most");
  add_setting(command, flags, "--max-time-per-host",
              "crawl.max_time_per_host_s", "seconds for one host at the most");
}

}  // namespace

void add_case_flag(CLI::App& command, Flags& flags) {
  command.add_option("--case", flags.case_dir,
                     "the case folder; made by audit and crawl where it is "
                     "missing");
}

void add_quiet_flag(CLI::App& command, Flags& flags) {
  command.add_flag("--quiet,-q", flags.quiet, "no progress");
}

void add_dry_run_flag(CLI::App& command, Flags& flags) {
  command.add_flag("--dry-run", flags.dry_run,
                   "say what would be fetched: reads robots.txt and sitemaps, "
                   "no page and no image, and keeps nothing");
}

void add_crawl_flags(CLI::App& command, Flags& flags) {
  command.add_option("url", flags.urls, "where to begin");
  command.add_option_function<std::string>(
      "--seeds", [&flags](const std::string& path) { read_list(flags, path); },
      "a file of URLs to begin with, one a line; - reads standard input");
  command.add_option("--sitemap", flags.sitemaps,
                     "a sitemap to begin with; may be repeated");
  command.add_option("--feed", flags.feeds,
                     "an RSS or Atom feed to begin with; may be repeated");
  add_setting(command, flags, "--scope", "crawl.scope",
              "site (the registrable domain with all its hosts), host, prefix "
              "or page (default site)");
  command.add_flag_callback(
      "--no-robots-sitemaps",
      [&flags] { flags.overrides["crawl.robots_sitemaps"] = "false"; },
      "leave the sitemaps aside that robots.txt names");
  add_limit_flags(command, flags);
  add_setting(command, flags, "--delay", "crawl.delay_ms",
              "milliseconds between requests to one host");
  add_setting(command, flags, "--contact", "crawl.contact",
              "URL or mail address shown to the sites visited");
  command.add_flag("--own-site", flags.own_site,
                   "the site is yours, as veto own-site check saw: --delay may "
                   "be shorter");
  command.add_flag("--inspect-disallowed", flags.inspect_disallowed,
                   "with --own-site: also what its robots.txt closes");
  add_face_flags(command, flags);
}

void add_face_flags(CLI::App& command, Flags& flags) {
  add_setting(command, flags, "--models", "faces.models_dir",
              "folder with the face detector's weights");
  add_switch(command, flags, "--thorough", "faces.thorough",
             "look at pictures in full size, for smaller faces");
  add_switch(command, flags, "--turns", "faces.turns",
             "where no face is upright, look for some that are not");
}

void add_log_flags(CLI::App& command, Flags& flags) {
  add_setting(command, flags, "--format", "logs.format",
              "the logs' format: a name, or nginx's log_format, Apache's "
              "LogFormat or GoAccess's log-format, or nginx's or Apache's "
              "configuration, as FILE or FILE:NAME (default: by the lines)");
  add_setting(command, flags, "--robots", "logs.robots_dir",
              "folder of robots.txt versions named by the second from which "
              "they were served");
  add_setting(command, flags, "--robots-git", "logs.robots_git",
              "git repository that the site is made of, as FOLDER or "
              "FOLDER:PATH of its robots.txt: each version counts from a day "
              "after its commit");
  add_setting(command, flags, "--address-lists", "logs.address_lists",
              "folder of operators' address lists, named SCRAPER.SECOND.json "
              "by scraper and the second they were fetched");
  command.add_flag("--dns,!--no-dns", flags.dns,
                   "ask the DNS for the names of clients that say they are "
                   "known by theirs, and keep the answers in the folder of "
                   "--address-lists: whoever runs the DNS servers learns which "
                   "addresses visited (default: only answers kept there)");
  command.add_option("--dns-server", flags.dns_server,
                     "the DNS server to ask, as ADDRESS:PORT (default: the "
                     "system's)");
  add_setting(command, flags, "--complete-from", "logs.complete_from",
              "the logs hold every request from this time on");
  add_setting(command, flags, "--first-served", "logs.first_served",
              "the site served nobody before this time");
  add_setting(command, flags, "--anchors", "logs.anchors",
              "what veto logs anchor wrote about these logs");
  command.add_option("--trap", flags.traps,
                     "a path that no visible link leads to, and =TIME since "
                     "when robots.txt has disallowed it; may be repeated");
  add_setting(command, flags, "--log-origin", "logs.origin",
              "the site the logs belong to, as https://host");
}

void add_stamp_flags(CLI::App& command, Flags& flags, const char* what) {
  command.add_option("--tsa", flags.authorities, what);
  add_setting(command, flags, "--tsa-roots", "bundle.time_stamp_roots",
              "certificates (PEM) that vouch for it, beside the system's");
  add_switch(command, flags, "--allow-untimestamped",
             "bundle.allow_untimestamped",
             "what no authority stamped is whole without");
}

void add_captures_flags(CLI::App& command, Flags& flags) {
  add_switch(command, flags, "--clear-originals", "bundle.clear_originals",
             "the captures as they came in, with everybody's face in clear");
  add_setting(command, flags, "--originals-to", "bundle.originals_to",
              "certificates (PEM) of who opens the captures as they came in, "
              "which then go along sealed");
  add_setting(command, flags, "--originals-passphrase-file",
              "bundle.originals_passphrase_file",
              "whose first line opens them, in place of a certificate");
}

void add_edition_flag(CLI::App& command, Flags& flags) {
  add_setting(command, flags, "--edition", "bundle.edition",
              "confidential (the default, for an authority), non-confidential "
              "(for whom the complaint is about: identifies nobody) or "
              "publishable (for everybody: names verified operators alone, "
              "that were told before: veto bundle notice)");
}

void add_seal_flags(CLI::App& command, Flags& flags) {
  add_switch(command, flags, "--seal", "bundle.seal",
             "sign the bundle with a key of yours");
  add_stamp_flags(command, flags,
                  "sign it and have it time-stamped by this authority "
                  "(RFC 3161: an address, or a name that "
                  "veto bundle --list-tsa shows); may be repeated");
  add_setting(command, flags, "--signing-key", "bundle.signing_key",
              "a PKCS#12 file, or where this program keeps the key it makes");
  add_setting(command, flags, "--passphrase-file", "bundle.passphrase_file",
              "whose first line opens the key; else VETO_KEY_PASSPHRASE, else "
              "you are asked");
  add_setting(command, flags, "--signer", "bundle.signer",
              "the name in a key that is made now");
}

Result<config::Settings> settings_of(const Flags& flags) {
  config::Overrides overrides = flags.overrides;
  if (flags.list_error) return std::unexpected(*flags.list_error);
  auto seeds = flags.urls;
  seeds.insert(seeds.end(), flags.listed_urls.begin(), flags.listed_urls.end());
  if (!seeds.empty()) overrides["crawl.seeds"] = join_lines(seeds);
  if (!flags.sitemaps.empty())
    overrides["crawl.sitemaps"] = join_lines(flags.sitemaps);
  if (!flags.feeds.empty()) overrides["crawl.feeds"] = join_lines(flags.feeds);
  if (!flags.traps.empty()) overrides["logs.traps"] = join_lines(flags.traps);
  if (!flags.logs.empty()) overrides["logs.files"] = join_lines(flags.logs);
  if (!flags.authorities.empty())
    overrides["bundle.time_stamps"] = join_lines(flags.authorities);
  return config::load_settings(case_dir_of(flags) / "veto.toml", overrides);
}

bool has_start(const config::Settings& settings) {
  return !settings.seeds->empty() || !settings.sitemaps->empty() ||
         !settings.feeds->empty();
}

Status claim_sites(const Flags& flags, const config::Settings& settings,
                   Case& the_case) {
  if (flags.own_site)
    return crawler::claim_own_site(the_case, settings,
                                   flags.inspect_disallowed);
  if (!flags.inspect_disallowed) return {};
  return fail(ErrorKind::usage,
              "only the owner of a site may look at what it closes",
              "--inspect-disallowed", "add --own-site");
}

Result<Case> open_or_create_case(const Flags& flags, const Session& session) {
  const auto dir = case_dir_of(flags);
  if (Case::is_case(dir)) return Case::open(dir, session.clock);
  return Case::create(dir, session.clock);
}

Result<Case> open_case(const Flags& flags, const Session& session) {
  return Case::open(case_dir_of(flags), session.clock);
}

Result<std::string> newest_run(Case& the_case) {
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  if (runs->empty())
    return fail(ErrorKind::not_found, "nothing has been done in this case yet",
                the_case.dir().string(), "begin with: veto audit URL");
  return runs->back().id;
}

}  // namespace veto::cli
