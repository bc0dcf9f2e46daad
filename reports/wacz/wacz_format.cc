// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/wacz_format.h"

namespace veto::reports {

std::string package_text(const nlohmann::json& object) {
  return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
         "\n";
}

std::string index_list_line(std::string_view first, std::uint64_t offset,
                            std::uint64_t length, std::string_view sha256) {
  // The key and the time: what stands before the line's facts.
  const std::string_view key = first.substr(0, first.find(" {"));
  return std::string(key) + " " +
         nlohmann::json{{"offset", offset},
                        {"length", length},
                        {"digest", sha256},
                        {"filename", "index.cdx.gz"}}
             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace veto::reports
