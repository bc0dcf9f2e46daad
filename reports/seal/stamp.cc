// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/stamp.h"

namespace veto::reports {

std::string stamp_name(std::string_view of, std::size_t number) {
  return std::string(of) + "." + std::to_string(number) + ".tsr";
}

std::string query_of(std::string_view stamp) {
  return std::string(stamp.substr(0, stamp.size() - 1)) + "q";
}

Result<StampAnswer> ask_stamp(const StampAuthority& authority,
                              const Digest& digest) {
  StampAnswer answer;
  auto query = time_stamp_query(digest);
  if (!query) return pass(query);
  auto response = authority.ask(*query);
  if (!response) return pass(response);
  auto stamp = check_time_stamp(*response, digest, *query);
  if (!stamp)
    return fail(ErrorKind::network,
                "the authority's answer " + stamp.error().what, authority.name);
  return StampAnswer{std::move(*query), std::move(*response),
                     std::move(*stamp)};
}

std::string chain_for(const StampAnswer& answer, const std::string& roots_pem) {
  auto chain = chain_of_stamp(answer.response, roots_pem);
  if (!chain && !roots_pem.empty()) chain = chain_of_stamp(answer.response, "");
  return chain ? std::move(*chain) : answer.stamp.certificates_pem;
}

ChainFit fit_of_chain(std::string_view response,
                      std::string_view token_certificates_pem,
                      std::string_view pem) {
  if (pem.empty()) return ChainFit::other;
  const auto chain = chain_of_stamp(response, pem);
  if (chain && *chain == pem) return ChainFit::to_root;
  if (pem != token_certificates_pem) return ChainFit::other;
  return chain ? ChainFit::to_root : ChainFit::as_came;
}

std::string voucher_of(std::string_view response,
                       const std::string& demanded_pem, std::string& why_not) {
  if (!demanded_pem.empty()) {
    const auto led = chain_of_stamp(response, demanded_pem);
    if (led) return "demanded";
    why_not = "no demanded root vouches for it: " + led.error().what;
  }
  return chain_of_stamp(response, "") ? "system" : "nobody";
}

}  // namespace veto::reports
