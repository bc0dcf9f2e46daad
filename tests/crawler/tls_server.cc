// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/crawler/tls_server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace veto::test {
namespace {

constexpr long kHour = 3600;
constexpr long kDay = 24 * kHour;

void add_extension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  REQUIRE(extension != nullptr);
  REQUIRE(X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

Identity unsigned_identity(const char* name, int days_from_now) {
  static std::atomic<long> serial = 1;
  Identity identity;
  identity.key.reset(EVP_EC_gen("P-256"));
  identity.certificate.reset(X509_new());
  X509* certificate = identity.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate),
                  days_from_now * kDay - kHour);
  X509_gmtime_adj(X509_getm_notAfter(certificate),
                  (days_from_now + 1) * kDay - kHour);
  X509_set_pubkey(certificate, identity.key.get());
  X509_NAME_add_entry_by_txt(
      X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  return identity;
}

void sign(Identity& identity, const Identity& authority) {
  X509* certificate = identity.certificate.get();
  X509_set_issuer_name(certificate,
                       X509_get_subject_name(authority.certificate.get()));
  REQUIRE(X509_sign(certificate, authority.key.get(), EVP_sha256()) > 0);
}

// Takes what it speaks if the client offers it, and refuses it otherwise.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* in, unsigned int in_size,
                    void* speaks) {
  const auto* wanted = static_cast<Speaks*>(speaks);
  const std::string_view name =
      *wanted == Speaks::h2_only ? "\x02h2" : "\x08http/1.1";
  const std::string_view offered(reinterpret_cast<const char*>(in), in_size);
  const auto at = offered.find(name);
  if (at == std::string_view::npos) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = in + at + 1;
  *out_size = static_cast<unsigned char>(name.size() - 1);
  return SSL_TLSEXT_ERR_OK;
}

bool read_more(SSL* ssl, std::string& buffer) {
  char piece[4096];
  const int got = SSL_read(ssl, piece, sizeof piece);
  if (got <= 0) return false;
  buffer.append(piece, static_cast<std::size_t>(got));
  return true;
}

bool write_all(SSL* ssl, const std::string& bytes) {
  return SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())) ==
         static_cast<int>(bytes.size());
}

// RFC 9113, section 4.1.
std::string frame(char type, char flags, std::uint32_t stream,
                  const std::string& payload) {
  std::string bytes;
  const auto size = static_cast<std::uint32_t>(payload.size());
  for (int shift = 16; shift >= 0; shift -= 8)
    bytes += static_cast<char>(size >> shift);
  bytes += type;
  bytes += flags;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>(stream >> shift);
  return bytes + payload;
}

// HPACK without a table: status 200, content-type (RFC 7541, appendix A).
std::string h2_head() {
  const std::string type = "text/plain";
  return std::string("\x88\x0f\x10") + static_cast<char>(type.size()) + type;
}

}  // namespace

std::string Identity::der() const {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate.get(), &bytes);
  REQUIRE(size > 0);
  std::string der(reinterpret_cast<char*>(bytes),
                  static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

Identity make_authority(const char* name) {
  Identity identity = unsigned_identity(name, 0);
  add_extension(identity.certificate.get(), NID_basic_constraints,
                "critical,CA:TRUE");
  sign(identity, identity);
  return identity;
}

Identity make_certificate(const Identity& authority, const char* subject,
                          int days_from_now) {
  Identity identity = unsigned_identity("server", days_from_now);
  add_extension(identity.certificate.get(), NID_subject_alt_name, subject);
  sign(identity, authority);
  return identity;
}

void write_pem(const Identity& identity, const std::filesystem::path& path) {
  FILE* file = std::fopen(path.c_str(), "w");
  REQUIRE(file != nullptr);
  CHECK(PEM_write_X509(file, identity.certificate.get()) == 1);
  std::fclose(file);
}

TlsServer::TlsServer(const Identity& own, const Identity& authority,
                     Speaks speaks)
    : speaks_(speaks),
      context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
  ::signal(SIGPIPE, SIG_IGN);  // as the program does
  SSL_CTX* context = context_.get();
  REQUIRE(SSL_CTX_use_certificate(context, own.certificate.get()) == 1);
  REQUIRE(SSL_CTX_use_PrivateKey(context, own.key.get()) == 1);
  REQUIRE(SSL_CTX_add1_chain_cert(context, authority.certificate.get()) == 1);
  SSL_CTX_set_alpn_select_cb(context, &choose_protocol, &speaks_);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(listener_, generic, size) == 0);
  REQUIRE(::getsockname(listener_, generic, &size) == 0);
  port_ = ntohs(address.sin_port);
  REQUIRE(::listen(listener_, 64) == 0);
  acceptor_ = std::thread([this] { accept_loop(); });
}

TlsServer::~TlsServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (auto& thread : threads_) thread.join();
  ::close(listener_);
}

std::string TlsServer::url(std::string_view target) const {
  return fmt::format("https://127.0.0.1:{}{}", port_, target);
}

void TlsServer::accept_loop() {
  while (!stopping_) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    ++connections_;
    const std::lock_guard lock(mutex_);
    open_.push_back(fd);
    threads_.emplace_back([this, fd] { serve(fd); });
  }
}

void TlsServer::serve(int fd) {
  SSL* ssl = SSL_new(context_.get());
  SSL_set_fd(ssl, fd);
  if (SSL_accept(ssl) == 1)
    speaks_ == Speaks::h2_only ? serve_h2(ssl) : serve_http1(ssl);
  SSL_free(ssl);
  const std::lock_guard lock(mutex_);
  open_.remove(fd);
  ::close(fd);
}

void TlsServer::serve_http1(SSL* ssl) {
  std::string buffer;
  for (;;) {
    const auto end = buffer.find("\r\n\r\n");
    if (end == std::string::npos) {
      if (!read_more(ssl, buffer)) return;
      continue;
    }
    const auto begin = buffer.find(' ') + 1;
    const auto target = buffer.substr(begin, buffer.find(' ', begin) - begin);
    buffer.erase(0, end + 4);
    ++requests_;
    if (!write_all(ssl,
                   fmt::format("HTTP/1.1 200 OK\r\nContent-Type: "
                               "text/plain\r\nContent-Length: {}\r\n\r\n{}",
                               target.size(), target)))
      return;
  }
}

// As much of RFC 9113 as a client's requests without a body need.
void TlsServer::serve_h2(SSL* ssl) {
  constexpr std::size_t kPreface = 24;
  constexpr std::size_t kFrameHead = 9;
  std::string buffer;
  while (buffer.size() < kPreface)
    if (!read_more(ssl, buffer)) return;
  buffer.erase(0, kPreface);
  if (!write_all(ssl, frame(4, 0, 0, ""))) return;  // our settings
  for (;;) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(buffer[i]));
    };
    const std::size_t size =
        buffer.size() < kFrameHead
            ? 0
            : (byte(0) << 16 | byte(1) << 8 | byte(2)) + kFrameHead;
    if (size == 0 || buffer.size() < size) {
      if (!read_more(ssl, buffer)) return;
      continue;
    }
    const char type = buffer[3];
    const char flags = buffer[4];
    const std::uint32_t stream =
        byte(5) << 24 | byte(6) << 16 | byte(7) << 8 | byte(8);
    buffer.erase(0, size);
    if (type == 4 && flags == 0 && !write_all(ssl, frame(4, 1, 0, ""))) return;
    if (type != 1) continue;  // a request's fields
    ++requests_;
    if (!write_all(ssl, frame(1, 4, stream, h2_head()) +
                            frame(0, 1, stream, "over h2")))
      return;
  }
}

}  // namespace veto::test
