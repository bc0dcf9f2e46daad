// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/spooled_input.h"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"

namespace veto::cli {
namespace {

constexpr std::size_t kSpoolChunk = 1 << 20;

Status copy_input(AppendFile& out, std::stop_token stop) {
  std::vector<char> chunk(kSpoolChunk);
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    if (got == 0) return {};
    if (got < 0) {
      if (errno == EINTR) continue;
      return fail(ErrorKind::io, "cannot read standard input");
    }
    auto kept = out.append({chunk.data(), static_cast<std::size_t>(got)});
    if (!kept) return pass(kept);
  }
}

}  // namespace

Result<SpooledInput> SpooledInput::read(std::stop_token stop) {
  std::error_code error;
  std::string name =
      (std::filesystem::temp_directory_path(error) / "veto-XXXXXX").string();
  if (error || !::mkdtemp(name.data()))
    return fail(ErrorKind::io, "cannot make a folder for standard input", name,
                "name one that can be written by TMPDIR");
  SpooledInput input{std::filesystem::path(name)};
  auto out = AppendFile::open(input.path());
  if (!out) return pass(out);
  if (auto copied = copy_input(*out, stop); !copied) return pass(copied);
  return input;
}

SpooledInput::~SpooledInput() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

SpooledInput::SpooledInput(SpooledInput&& other) noexcept
    : folder_(std::exchange(other.folder_, {})) {}

}  // namespace veto::cli
