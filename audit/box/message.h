// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages over a socket pair: a length, a kind, a body, and with a request
// the bytes to be worked on in sealed memory, which neither end can change.

#ifndef VETO_AUDIT_BOX_MESSAGE_H_
#define VETO_AUDIT_BOX_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/fd.h"

namespace veto::box {

// A larger body ends the connection.
constexpr std::uint64_t kMaxBody = 64u << 20;

struct Message {
  std::uint32_t kind = 0;
  std::string body;
  Fd attachment;  // none where it holds none
};

// Sends all of it, waiting where the other end is slow, as long as the socket's
// own SO_SNDTIMEO allows. Errors: io.
Status send_message(int socket, std::uint32_t kind, std::string_view body,
                    int attachment = -1);

// Puts messages together from what arrives.
class MessageReader {
 public:
  enum class Wait { no, yes };
  // Where they are refused, one that comes is an error and is not opened here.
  enum class Attachments { refused, taken };

  explicit MessageReader(Attachments attachments = Attachments::refused)
      : attachments_(attachments) {}

  // The next message once it is whole. Without waiting at most one piece is
  // taken from the socket, however much the other end has to say, and nothing
  // is returned where that does not make a message whole. `most`: bytes of the
  // body. Errors: not_found (the other end is gone), io, damaged (no message of
  // ours), too_large.
  Result<std::optional<Message>> read(int socket, Wait wait,
                                      std::uint64_t most = kMaxBody);

 private:
  Result<std::optional<Message>> assemble(std::uint64_t most);
  // How many bytes came; nothing when there are none yet.
  Result<std::optional<std::size_t>> receive(int socket, Wait wait);

  Attachments attachments_;
  std::string bytes_;
  Fd attachment_;
};

// The bytes in memory that can be neither changed nor resized, as a file.
// Errors: io.
Result<Fd> sealed_memory(std::string_view bytes);

// Such memory, seen in place.
class MappedBytes {
 public:
  // Of no file, no bytes. Errors: io.
  static Result<MappedBytes> map(const Fd& memory);
  MappedBytes() = default;
  MappedBytes(MappedBytes&& other) noexcept;
  MappedBytes& operator=(MappedBytes&& other) noexcept;
  ~MappedBytes();

  std::string_view view() const { return {data_, size_}; }

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_MESSAGE_H_
