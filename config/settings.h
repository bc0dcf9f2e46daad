// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user asked for, merged once and then never changed. Precedence:
// flags > environment (VETO_*) > the case's veto.toml > the user's file
// ($XDG_CONFIG_HOME/veto/veto.toml) > built-in. Each value knows where it came
// from.

#ifndef VETO_CONFIG_SETTINGS_H_
#define VETO_CONFIG_SETTINGS_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"

namespace veto::config {

enum class Origin {
  built_in,
  user_file,
  case_file,
  environment,
  flag,
  run  // kept when the run was made
};

std::string_view to_string(Origin origin);

template <typename T>
struct Setting {
  T value{};
  Origin origin = Origin::built_in;

  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

struct Settings {
  // Crawl.
  Setting<std::vector<std::string>> seeds;     // URLs
  Setting<std::vector<std::string>> sitemaps;  // URLs of sitemaps or indexes
  Setting<std::vector<std::string>> feeds;     // URLs of RSS or Atom feeds
  // Also read the sitemaps that the sites' robots.txt name.
  Setting<bool> robots_sitemaps{true};
  // Also fetch the files in which sites state opt-outs, and the robots.txt of
  // the seeds' twins (crawler/signal_files.h).
  Setting<bool> signal_files{true};
  // "site": the seeds' registrable domains with all their hosts; "host": the
  // seeds' hosts, with and without www.; "prefix": of these, what lies below a
  // seed's folder; "page": the seeds only. http and https are one; other ports
  // than a seed's are not (crawler/scope.h).
  Setting<std::string> scope{"site"};
  // Limits. What one of them keeps from being fetched is reported, and the run
  // counts as incomplete. Of those that say so, 0 means none.
  Setting<int> max_pages{200};
  Setting<int> max_images{2000};                 // 0: no images
  Setting<int> max_depth{16};                    // links from a seed
  Setting<int> max_pages_per_host{0};            // 0: none
  Setting<int> max_images_per_host{0};           // 0: none
  Setting<std::uint64_t> max_bytes{0};           // of all bodies; 0: none
  Setting<std::uint64_t> max_bytes_per_host{0};  // 0: none
  Setting<std::chrono::seconds> max_time{std::chrono::seconds(0)};  // 0: none
  Setting<std::chrono::seconds> max_time_per_host{
      std::chrono::seconds(0)};  // 0: none
  // Stop at endless URLs that lead nowhere (crawler/trap.h).
  Setting<bool> traps{true};
  Setting<std::uint64_t> max_body{40u << 20};  // bytes of one response
  Setting<std::chrono::milliseconds> delay{std::chrono::milliseconds(500)};
  Setting<int> connections_per_host{1};
  Setting<int> workers{24};
  Setting<std::chrono::milliseconds> connect_timeout{
      std::chrono::milliseconds(15000)};
  Setting<std::chrono::milliseconds> transfer_timeout{
      std::chrono::milliseconds(60000)};
  // Product token of our own crawler; the whole user agent is made from it,
  // the version and `contact`.
  Setting<std::string> user_agent_token{"veto"};
  Setting<std::string> contact;  // URL or mail address shown to sites

  // Faces.
  Setting<std::filesystem::path> models_dir;  // empty: the usual places
  Setting<double> face_score{0.7};            // band "face" from here up
  Setting<double> possible_face_score{0.5};   // band "possible face"
  // Look at every picture in full size, for faces from 24 pixels.
  Setting<bool> faces_thorough{false};
  // Also look for faces that lie on their side, where none stands upright.
  Setting<bool> faces_turns{false};

  // Logs.
  Setting<std::vector<std::filesystem::path>> logs;
  Setting<std::string> log_format;            // --format; empty: by the lines
  Setting<std::filesystem::path> robots_dir;  // --robots DIR
  // --robots-git REPOSITORY[:PATH]
  Setting<std::filesystem::path> robots_git;
  // Operators' address lists, dated by their names (--address-lists DIR).
  Setting<std::filesystem::path> address_lists;
  // From here on the logs hold every request (--complete-from); coverage is
  // unknown without it.
  Setting<std::optional<UtcTime>> complete_from;
  // The user's statement that the site served nobody before (--first-served).
  Setting<std::optional<UtcTime>> first_served;
  // What the logs were at which times (--anchors FILE).
  Setting<std::filesystem::path> log_anchors;
  // Paths that only robots come to, each "PATH" or "PATH=TIME" with the time
  // since when robots.txt has disallowed it (--trap).
  Setting<std::vector<std::string>> log_traps;
  // The origin the logs belong to; empty: the first seed's.
  Setting<std::string> log_origin;

  // Report.
  Setting<std::string> language{"en"};

  // Bundle: "confidential", "non-confidential" or "publishable".
  Setting<std::string> edition{"confidential"};
  // Naming an authority means sealing, too.
  Setting<bool> seal{false};
  // Captures go into bundles as they came in, with everybody's face.
  Setting<bool> clear_originals{false};
  // Who opens the originals beside the captures without faces: certificates
  // (PEM), or a file with a passphrase.
  Setting<std::filesystem::path> originals_to;
  Setting<std::filesystem::path> originals_passphrase_file;
  Setting<std::vector<std::string>> time_stamps;  // authorities' URLs
  // Roots that vouch for them, PEM, beside the system's.
  Setting<std::filesystem::path> time_stamp_roots;
  Setting<bool> allow_untimestamped{false};
  // PEM or PKCS#12; empty: the user's own, made on first use.
  Setting<std::filesystem::path> signing_key;
  Setting<std::filesystem::path> passphrase_file;
  Setting<std::string> signer{"veto bundles"};  // the name in a key made here
};

// What the command line set, by dotted name ("crawl.delay_ms" -> "0").
// Lists are joined with "\n". Names are those of the configuration file.
using Overrides = std::map<std::string, std::string>;

// Reads and merges. A missing file is fine; a key nobody knows, a value of the
// wrong type or out of range is a usage error naming key, file and line.
//
// "crawl.delay_ms" stands as `delay_ms` under [crawl] in a file, and as
// VETO_CRAWL_DELAY_MS in the environment, where an empty value counts as not
// set; VETO_MODELS is short for VETO_FACES_MODELS_DIR. A relative path in a
// file begins at that file's folder, elsewhere at the current one. Lists are
// replaced, never joined.
Result<Settings> load_settings(const std::filesystem::path& case_file,
                               const Overrides& flags);

// Those that were kept with settings_text(); flags come on top, and nothing
// else. Errors: as above.
Result<Settings> load_run_settings(const std::filesystem::path& run_file,
                                   const Overrides& flags);

// All values as a veto.toml, which means the same in whatever folder it stands.
std::string settings_text(Settings settings);

// One line a value: "crawl.delay_ms = 500  (built-in)".
std::string show_origins(const Settings& settings);

}  // namespace veto::config

#endif  // VETO_CONFIG_SETTINGS_H_
