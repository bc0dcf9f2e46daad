// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/check_package.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/bounded_json.h"
#include "reports/wacz/wacz_format.h"
#include "reports/wacz/wacz_signature.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr int kPackageDepth = 4;

// An object in the one form that is written: so that a name that stands there
// twice, which readers read unlike, is no way round it.
json parse_package(const std::string& text) {
  bool too_deep = false;
  json object = parse_bounded_json<json>(text, kPackageDepth, too_deep);
  return object.is_object() && package_text(object) == text ? object : json();
}

json at(const json& object, const char* name) {
  return object.is_object() ? object.value(name, json()) : json();
}

class PackageCheck {
 public:
  PackageCheck(const WaczPackage& found, const WaczSigner& signer)
      : found_(found),
        signer_(signer),
        package_(parse_package(found.package)) {}

  std::vector<std::pair<std::string, std::string>> run() {
    check_list();
    check_digest();
    return std::move(faults_);
  }

 private:
  void fault(std::string_view entry, std::string why) {
    faults_.emplace_back(entry, std::move(why));
  }

  // Every file, once, as it is.
  void check_list() {
    if (at(package_, "profile") != json("data-package") ||
        at(package_, "wacz_version") != json(kWaczVersion) ||
        !at(package_, "resources").is_array())
      return fault(kWaczPackage, "not the package of a WACZ 1.1.1");
    auto left = found_.files;
    for (const json& resource : package_["resources"]) {
      const json path = at(resource, "path");
      const auto file =
          path.is_string() ? left.find(path.get<std::string>()) : left.end();
      if (file == left.end()) {
        fault(kWaczPackage, "lists what is not there, or twice");
        continue;
      }
      if (at(resource, "hash") != json(file->second.hash) ||
          at(resource, "bytes") != json(file->second.size))
        fault(file->first, fmt::format("not as {} lists it", kWaczPackage));
      left.erase(file);
    }
    for (const auto& [name, file] : left)
      fault(name, fmt::format("not listed in {}", kWaczPackage));
  }

  void check_digest() {
    const json digest = parse_package(found_.digest);
    const bool is_signed = digest.contains("signedData");
    if (digest.size() != (is_signed ? 3u : 2u) ||
        at(digest, "path") != json(kWaczPackage) ||
        at(digest, "hash") != json(found_.hash))
      return fault(kWaczDigest, fmt::format("does not fit {}", kWaczPackage));
    if (is_signed) return check_signature(digest["signedData"]);
    if (signer_ && !signer_->empty())
      fault(kWaczDigest, "not signed, as the bundle is");
  }

  void check_signature(const json& signed_data) {
    if (auto why = why_not_signed(signed_data, found_.hash))
      return fault(kWaczDigest, *std::move(why));
    // The signature covers the digest alone: the rest must be the package's.
    for (const char* name : {"created", "software"})
      if (at(signed_data, name) != at(package_, name))
        fault(kWaczDigest,
              fmt::format("{} is not as {} has it", name, kWaczPackage));
    if (!signer_) return;
    if (signer_->empty())
      fault(kWaczDigest, "signed, as the bundle is not");
    else if (at(signed_data, "publicKey") != json(*signer_))
      fault(kWaczDigest, "signed by another key than the bundle");
  }

  const WaczPackage& found_;
  const WaczSigner& signer_;
  const json package_;
  std::vector<std::pair<std::string, std::string>> faults_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> check_package(
    const WaczPackage& found, const WaczSigner& signer) {
  return PackageCheck(found, signer).run();
}

}  // namespace veto::reports
