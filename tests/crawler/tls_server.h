// SPDX-License-Identifier: GPL-3.0-or-later
//
// An HTTPS server on 127.0.0.1 with certificates of its own making, which
// speaks HTTP/1.1 or nothing but HTTP/2.

#ifndef VETO_TESTS_CRAWLER_TLS_SERVER_H_
#define VETO_TESTS_CRAWLER_TLS_SERVER_H_

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace veto::test {

struct KeyDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct CertificateDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
};

// A certificate with its key.
struct Identity {
  std::unique_ptr<EVP_PKEY, KeyDeleter> key;
  std::unique_ptr<X509, CertificateDeleter> certificate;

  std::string der() const;
};

// Self-signed, to sign others with.
Identity make_authority(const char* name);
// For an address or a name ("IP:127.0.0.1", "DNS:a.test"), from an hour before
// the time that lies so many days from now, for a day.
Identity make_certificate(const Identity& authority, const char* subject,
                          int days_from_now = 0);
void write_pem(const Identity& identity, const std::filesystem::path& path);

enum class Speaks { http1, h2_only };

// Answers every request with status 200 and the target as body.
class TlsServer {
 public:
  // Presents `own`, then `authority`.
  TlsServer(const Identity& own, const Identity& authority, Speaks speaks);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string url(std::string_view target) const;
  int connections() const { return connections_; }
  int requests() const { return requests_; }

 private:
  void accept_loop();
  void serve(int fd);
  void serve_http1(SSL* ssl);
  void serve_h2(SSL* ssl);

  Speaks speaks_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::atomic<int> requests_ = 0;
  std::mutex mutex_;
  std::list<int> open_;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_TLS_SERVER_H_
