// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a WACZ file of ours is made of (WACZ 1.1.1, specs.webrecorder.net):
//
//   archive/*.warc.gz, then the index, then pages/pages.jsonl, then
//   datapackage.json, which has the SHA-256 of each, then
//   datapackage-digest.json, which has its own and the signature.

#ifndef VETO_REPORTS_WACZ_WACZ_FORMAT_H_
#define VETO_REPORTS_WACZ_WACZ_FORMAT_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace veto::reports {

inline constexpr std::string_view kWaczVersion = "1.1.1";
inline constexpr std::string_view kWaczArchive = "archive/";
inline constexpr std::string_view kWaczPages = "pages/pages.jsonl";
inline constexpr std::string_view kWaczPackage = "datapackage.json";
inline constexpr std::string_view kWaczDigest = "datapackage-digest.json";
inline constexpr std::string_view kPagesHeader =
    R"({"format":"json-pages-1.0","id":"pages","title":"All Pages"})";

// The index: one text file up to kMaxPlainIndex bytes, beyond that gzip members
// of kIndexBlock lines each and a list of them, so that a viewer needs to fetch
// a few of them only.
inline constexpr std::string_view kPlainIndex = "indexes/index.cdxj";
inline constexpr std::string_view kPackedIndex = "indexes/index.cdx.gz";
inline constexpr std::string_view kIndexList = "indexes/index.idx";
inline constexpr std::string_view kIndexListHeader =
    R"(!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"})";
inline constexpr std::uint64_t kMaxPlainIndex = 1u << 20;
inline constexpr std::size_t kIndexBlock = 1000;

// datapackage.json and datapackage-digest.json are written in this form alone:
// keys in order, two spaces an indent, a line feed at the end.
std::string package_text(const nlohmann::json& object);

// The line of kIndexList for a member of that many bytes at `offset`, which
// begins with `first`, a line of the index.
std::string index_list_line(std::string_view first, std::uint64_t offset,
                            std::uint64_t length, std::string_view sha256);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_WACZ_FORMAT_H_
