// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/commitment.h"

#include <array>

#include "base/file.h"
#include "base/random.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSecretFile = 256;

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()),
          digest.bytes.size()};
}

Result<Digest> make_secret(Case& the_case, const fs::path& path) {
  auto one = random_token();
  if (!one) return pass(one);
  auto other = random_token();
  if (!other) return pass(other);
  auto secret = Digest::parse(*one + *other);
  if (!secret) return secret;
  if (auto made = make_dirs(path.parent_path()); !made) return pass(made);
  if (auto kept = write_file_atomic(path, secret->hex() + "\n", 0600); !kept)
    return pass(kept);
  auto noted = the_case.custody(
      {.action = "create",
       .item = path.lexically_relative(the_case.dir()).string(),
       .digest = {},
       .reason = "the secret of the commitments to a log's lines"});
  if (!noted) return pass(noted);
  return secret;
}

}  // namespace

Digest line_salt(const Digest& secret, std::uint64_t number) {
  std::array<char, 8> text;
  for (std::size_t i = text.size(); i-- > 0; number >>= 8)
    text[i] = static_cast<char>(number & 0xff);
  return hmac_sha256(bytes_of(secret), {text.data(), text.size()});
}

Digest line_leaf(const Digest& salt, std::string_view line) {
  Sha256 hash;
  hash.update(std::string_view("\0", 1));
  hash.update(bytes_of(salt));
  hash.update(line);
  return hash.finish();
}

fs::path secret_path(const Case& the_case, const Digest& stream) {
  return the_case.path("logs/commitments") / (stream.hex() + ".secret");
}

Result<Digest> log_secret(Case& the_case, const Digest& stream) {
  const fs::path path = secret_path(the_case, stream);
  auto text = read_file(path, kMaxSecretFile);
  if (!text && text.error().kind == ErrorKind::not_found)
    return make_secret(the_case, path);
  if (!text) return pass(text);
  auto secret = Digest::parse(trim(*text));
  if (!secret)
    return fail(ErrorKind::damaged, "the secret of a log cannot be read",
                path.string(), "without it another is made: move it away");
  return secret;
}

Result<CommittedLog> commit_log(const fs::path& path, std::uint64_t size,
                                const Digest& secret, const ShowLine& show,
                                const LineSink& sink, std::stop_token stop) {
  auto stream = LogStream::open(path, size, true);
  if (!stream) return pass(stream);
  LineReader reader(*stream);
  CommittedLog log;
  MerkleTree tree;
  for (Line line;;) {
    auto more = reader.next(line);
    if (!more) return pass(more);
    if (!*more) break;
    if (line.number % 4096 == 0 && stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading a log");
    const Digest salt = line_salt(secret, line.number);
    const unsigned why = show(line);
    tree.add(line_leaf(salt, line.bytes), why != 0);
    if (why == 0) continue;
    log.shown.push_back(
        {line.number, line.offset, line.bytes.size(), why, salt, {}});
    if (auto taken = sink(line.bytes); !taken) return pass(taken);
  }
  log.lines = tree.size();
  log.size = stream->file_bytes();
  log.file = stream->file_digest();
  log.stream = stream->stream_digest();
  MerkleTree::Whole whole = tree.finish();
  log.root = whole.root;
  for (std::size_t i = 0; i < log.shown.size(); ++i)
    log.shown[i].path = std::move(whole.paths[i]);
  return log;
}

}  // namespace veto::logs
