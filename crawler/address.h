// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which addresses belong to the public Internet. A page of a stranger may name
// an image at an address of our own network; it must not be asked for.

#ifndef VETO_CRAWLER_ADDRESS_H_
#define VETO_CRAWLER_ADDRESS_H_

#include <sys/socket.h>

#include <string_view>

namespace veto::crawler {

// False for what the IANA special-purpose registries (RFC 6890 and its
// updates) call not globally reachable, for multicast, and for IPv6 forms that
// carry such an IPv4 address (mapped, NAT64, 6to4).
bool is_public_address(const sockaddr* address);

// The same for a URL's host when it is a literal address, and for "localhost"
// and its subdomains; other names count as public.
bool is_public_host(std::string_view host);

// Whether a host, as a URL writes it, is an address: one that ends in a number
// is IPv4 (URL Standard, section 3.5).
bool is_address_host(std::string_view host);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ADDRESS_H_
