// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/finish.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/certificate.h"
#include "base/file.h"
#include "base/text.h"
#include "embedded/verify_capture_txt.h"
#include "embedded/verify_captures_txt.h"
#include "embedded/verify_contents_lesser_txt.h"
#include "embedded/verify_contents_txt.h"
#include "embedded/verify_custody_head_txt.h"
#include "embedded/verify_custody_txt.h"
#include "embedded/verify_edition_txt.h"
#include "embedded/verify_html.h"
#include "embedded/verify_lesser_txt.h"
#include "embedded/verify_originals_kept_txt.h"
#include "embedded/verify_originals_sealed_txt.h"
#include "embedded/verify_sealed_txt.h"
#include "embedded/verify_stamp_txt.h"
#include "embedded/verify_txt.h"
#include "embedded/verify_unsealed_txt.h"
#include "embedded/verify_untimestamped_txt.h"
#include "reports/bundle/capture_files.h"
#include "reports/bundle/edition_text.h"
#include "reports/bundle/log_steps.h"
#include "reports/seal/capture_stamps.h"
#include "reports/texts/texts.h"
#include "reports/wacz/wacz_format.h"
#include "reports/wacz/wacz_signature.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

// How to check the stamps of one authority.
std::string stamp_steps(std::size_t number) {
  return substitute(embedded::verify_stamp_txt(), [&](std::string_view name) {
    if (name == "manifest_stamp") return manifest_stamp(number);
    if (name == "signature_stamp") return signature_stamp(number);
    return stamp_chain(number);
  });
}

std::string state_text(const SealOrder* order) {
  if (order == nullptr) return std::string(embedded::verify_unsealed_txt());
  const std::size_t stamps = order->authorities.size();
  std::string steps;
  for (std::size_t number = 1; number <= stamps; ++number)
    steps += stamp_steps(number);
  const std::string_view text = stamps == 0
                                    ? embedded::verify_untimestamped_txt()
                                    : embedded::verify_sealed_txt();
  const X509& certificate = *order->key.certificate;
  return substitute(text, [&](std::string_view name) {
    if (name == "fingerprint") return fingerprint_of(certificate);
    if (name == "subject") return subject_of(certificate);
    return steps;
  });
}

// How to check the stamps of the WARC files: the archive holds them.
std::string capture_text(const std::vector<std::string>& stamps) {
  if (stamps.empty()) return {};
  std::string commands;
  for (const std::string& stamp : stamps)
    commands +=
        substitute(embedded::verify_capture_txt(), [&](std::string_view name) {
          const std::string folder = std::string(kCapturesFolder) + "/";
          if (name == "wacz") return std::string(kCapturesWacz);
          if (name == "warc")
            return std::string(kWaczArchive) +
                   stamp.substr(0, stamp.rfind('.', stamp.rfind('.') - 1));
          return folder + (name == "stamp" ? stamp : chain_of(stamp));
        });
  return substitute(embedded::verify_captures_txt(),
                    [&](std::string_view) { return commands; });
}

std::string_view wacz_text(const SealOrder* order) {
  if (order == nullptr)
    return "It carries no signature of its own, since the bundle is not "
           "sealed.";
  if (signs_wacz(*order->key.key))
    return "Its own signature is by the key that sealed the bundle.";
  return "It carries no signature of its own, for which the key that sealed "
         "the\nbundle is of the wrong kind; the seal covers it all the same.";
}

std::string_view personal_text(const BundleNames& names) {
  if (names.edition == EditionKind::non_confidential)
    return "It may hold personal data: networks in which addresses of clients "
           "lie, and in\ndata/10-captures/ what the site said about people. "
           "Every face that was found is\nblurred there.";
  if (names.edition == EditionKind::publishable)
    return "It may hold personal data: in data/10-captures/ what the site said "
           "about people.\nEvery face that was found is blurred there.";
  if (names.originals == kOriginalsClear)
    return "It holds personal data: addresses of clients, and in "
           "data/10-captures/ the\npictures as the site sent them, with "
           "everybody's face in clear.";
  return "It holds personal data: addresses of clients, and in "
         "data/10-captures/ what\nthe site said about people. The faces that "
         "were found are blurred there, see below.";
}

std::string_view clients_text(EditionKind edition) {
  return edition == EditionKind::publishable
             ? "clients whose\noperator was verified"
             : "each client";
}

std::string_view contents_text(EditionKind edition) {
  return is_lesser(edition) ? embedded::verify_contents_lesser_txt()
                            : embedded::verify_contents_txt();
}

std::string captures_text(std::string_view originals) {
  if (originals == kOriginalsClear) return {};
  const std::string_view rest = originals == kOriginalsSealed
                                    ? embedded::verify_originals_sealed_txt()
                                    : embedded::verify_originals_kept_txt();
  return std::string(embedded::verify_edition_txt()) + std::string(rest);
}

// The lists that name every file but the first and the last of themselves.
std::string lists_text(const SealOrder* order) {
  std::string lists = fmt::format("{} {}", kManifest256, kTagManifest);
  if (order != nullptr) lists += fmt::format(" {}", kSealManifest);
  return lists;
}

std::string no_list_holds(const SealOrder* order) {
  std::string but = fmt::format(" ! -path ./{}", kTagManifest);
  if (order != nullptr) but += fmt::format(" ! -path ./{}", kSealManifest);
  return but;
}

std::string edition_section(const BundleNames& names, const Texts& texts) {
  const std::string about = wrapped(
      texts.say("edition.about." + std::string(to_string(names.edition))));
  if (!is_lesser(names.edition))
    return '\n' + about + '\n' + captures_text(names.originals);
  return substitute(embedded::verify_lesser_txt(), [&](std::string_view name) {
    return name == "about" ? about : names.full_edition_sha256;
  });
}

std::string_view custody_steps(EditionKind edition) {
  return is_lesser(edition) ? embedded::verify_custody_head_txt()
                            : embedded::verify_custody_txt();
}

Status write_verify_text(const fs::path& dir, const BundleNames& names,
                         const SealOrder* order) {
  const std::string state = state_text(order);
  const auto logs = log_steps(dir);
  if (!logs) return std::unexpected(logs.error());
  const auto texts = Texts::load("en");
  if (!texts) return std::unexpected(texts.error());
  const std::string text =
      substitute(embedded::verify_txt(), [&](std::string_view name) {
        if (name == "version") return std::string(VETO_VERSION);
        if (name == "case") return printable(names.the_case);
        if (name == "run") return names.run;
        if (name == "state") return state;
        if (name == "lists") return lists_text(order);
        if (name == "but") return no_list_holds(order);
        if (name == "logs") return *logs;
        if (name == "captures") return capture_text(names.capture_stamps);
        if (name == "contents")
          return std::string(contents_text(names.edition));
        if (name == "personal") return std::string(personal_text(names));
        if (name == "clients") return std::string(clients_text(names.edition));
        if (name == "edition") return edition_section(names, *texts);
        if (name == "custody") return std::string(custody_steps(names.edition));
        if (name == "wacz") return std::string(wacz_text(order));
        return names.written;
      });
  return write_file_atomic(dir / "VERIFY.txt", text);
}

BagInfo with_seal(BagInfo info, const SealOrder* order) {
  if (order == nullptr) {
    info.emplace_back(kStateLabel, kUnsealed);
    return info;
  }
  const std::size_t stamps = order->authorities.size();
  info.emplace_back(kStateLabel, state_of(stamps));
  info.emplace_back(kSignerLabel, fingerprint_of(*order->key.certificate));
  info.emplace_back(kStampsLabel, std::to_string(stamps));
  return info;
}

SealOrder without(const SealOrder& order, const SealResult& sealed) {
  SealOrder rest{copy_of(order.key), {}, order.roots_pem};
  for (std::size_t i = 0; i < order.authorities.size(); ++i)
    if (std::ranges::find(sealed.failed, i, [](const auto& failure) {
          return failure.first;
        }) == sealed.failed.end())
      rest.authorities.push_back(order.authorities[i]);
  return rest;
}

}  // namespace

Result<Finished> finish_bundle(const fs::path& dir, const BagInfo& info,
                               const BundleNames& names, const SealOrder* order,
                               const KnownDigests& known) {
  const auto payload = digest_payload(dir, known);
  if (!payload) return std::unexpected(payload.error());
  if (auto s = write_file_atomic(dir / "VERIFY.html", embedded::verify_html());
      !s)
    return pass(s);
  Finished finished;
  SealOrder rest;
  for (;;) {
    if (auto s = write_verify_text(dir, names, order); !s) return pass(s);
    auto digest = finish_bag(dir, with_seal(info, order), *payload);
    if (!digest) return pass(digest);
    finished.tagmanifest_sha256 = std::move(*digest);
    if (order == nullptr) {
      finished.state = kUnsealed;
      return finished;
    }
    auto sealed = write_seal(dir, *order);
    if (!sealed) return pass(sealed);
    finished.state = state_of(sealed->stamps);
    if (sealed->failed.empty()) return finished;
    for (auto& [index, error] : sealed->failed)
      finished.not_stamped.push_back(std::move(error));
    // The lists name how many stamped it: all is said again without them.
    rest = without(*order, *sealed);
    order = &rest;
    std::error_code code;
    fs::remove_all(dir / kSealFolder, code);
    if (code)
      return fail(ErrorKind::io, "cannot remove the folder",
                  (dir / kSealFolder).string());
  }
}

}  // namespace veto::reports
