// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/serve.h"

#include <cstdlib>
#include <new>

#include "audit/box/confine.h"
#include "audit/box/fields.h"
#include "audit/box/message.h"
#include "audit/box/protocol.h"

namespace veto::box {
namespace {

constexpr std::size_t kMaxHello = 1u << 20;

Status send_error(const Error& error) {
  FieldWriter fields;
  fields.number(int(error.kind));
  fields.text(error.what);
  return send_message(kWorkerSocket, kFailed, fields.take());
}

Status send_ready(const Confinement& confinement, std::string_view greeting) {
  FieldWriter fields;
  fields.number(confinement.system_calls ? 1 : 0);
  fields.text(confinement.without);
  fields.number(confinement.memory ? 1 : 0);
  fields.text(greeting);
  return send_message(kWorkerSocket, kReady, fields.take());
}

Result<std::string> answer_safely(const Answer& answer, const Message& request,
                                  std::string_view payload) {
  try {
    return answer(request.kind, request.body, payload);
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::too_large, "more memory needed than there is");
  }
}

Result<Message> next(MessageReader& reader) {
  auto message = reader.read(kWorkerSocket, MessageReader::Wait::yes);
  if (!message) return pass(message);
  return *std::move(*message);
}

// Ends with the error for which there is no going on: the pool is gone.
Status answer_all(MessageReader& reader, const Answer& answer) {
  while (true) {
    const auto request = next(reader);
    if (!request) return std::unexpected(request.error());
    const auto payload = MappedBytes::map(request->attachment);
    if (!payload) return std::unexpected(payload.error());
    const auto answered = answer_safely(answer, *request, payload->view());
    auto sent = answered ? send_message(kWorkerSocket, kAnswered, *answered)
                         : send_error(answered.error());
    if (!sent) return sent;
  }
}

Status serve(const Prepare& prepare) {
  MessageReader reader(MessageReader::Attachments::taken);
  const auto hello = next(reader);
  if (!hello) return std::unexpected(hello.error());
  FieldReader fields(hello->body);
  const std::int64_t memory = fields.number();
  const std::string_view body = fields.text(kMaxHello);
  const auto payload = MappedBytes::map(hello->attachment);
  if (!payload || !fields.complete())
    return fail(ErrorKind::bug, "the pool's first message is not whole");
  const auto prepared = prepare(body, payload->view());
  if (!prepared) return send_error(prepared.error());
  const auto confinement = confine(std::uint64_t(memory));
  if (!confinement) return send_error(confinement.error());
  if (auto sent = send_ready(*confinement, prepared->greeting); !sent)
    return sent;
  return answer_all(reader, prepared->answer);
}

}  // namespace

std::optional<int> serve_if_worker(int argc, char** argv, std::string_view role,
                                   const Prepare& prepare) {
  if (argc != 2 || argv[0] != std::string_view(kWorkerName) || argv[1] != role)
    return std::nullopt;
  // However it ends: nothing of a worker's is to be tidied up at exit, and
  // what would tidy it may need what the box forbids.
  static_cast<void>(serve(prepare));
  std::_Exit(0);
}

}  // namespace veto::box
