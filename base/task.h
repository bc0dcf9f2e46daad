// SPDX-License-Identifier: GPL-3.0-or-later
//
// Coroutines of this program: the one header that names Asio's.
//
// g++ 12 compiles some awaits wrongly and says nothing, hence the house rule:
// an await is a statement of its own, `auto x = co_await f(named, args);`, and
// no brace, bracket or lambda stands between co_await and the semicolon. Never
// in a condition. Coroutines are named functions that take their arguments by
// value, or by reference where the caller awaits them in the same scope.

#ifndef VETO_BASE_TASK_H_
#define VETO_BASE_TASK_H_

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace veto {

namespace asio = boost::asio;

// A coroutine that runs on one executor; it starts when it is awaited.
template <typename T>
using Task = asio::awaitable<T>;

// Errors of an awaited operation come back as values: `auto [code] = ...`.
inline constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

}  // namespace veto

#endif  // VETO_BASE_TASK_H_
