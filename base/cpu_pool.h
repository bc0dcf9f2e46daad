// SPDX-License-Identifier: GPL-3.0-or-later
//
// Threads for work that computes: parsing, hashing, compressing. The I/O
// thread awaits the result and stays free meanwhile.

#ifndef VETO_BASE_CPU_POOL_H_
#define VETO_BASE_CPU_POOL_H_

#include <exception>
#include <type_traits>
#include <utility>

#include "base/task.h"

namespace veto {

class CpuPool {
 public:
  explicit CpuPool(std::size_t threads) : pool_(threads) {}
  // Waits for the work that has begun. Nothing may be awaiting run() then.
  ~CpuPool() { pool_.join(); }
  CpuPool(const CpuPool&) = delete;
  CpuPool& operator=(const CpuPool&) = delete;

  // Calls `work()` on a thread of the pool; the awaiting coroutine goes on
  // where it was, with the value or with what was thrown. Work that was handed
  // over cannot be cancelled: bound its time. Its value type must be default
  // constructible.
  template <typename Work>
  Task<std::invoke_result_t<Work&>> run(Work work) {
    using Value = std::invoke_result_t<Work&>;
    return asio::async_initiate<const asio::use_awaitable_t<>&,
                                void(std::exception_ptr, Value)>(
        Start{&pool_}, asio::use_awaitable, std::move(work));
  }

 private:
  template <typename Handler, typename Work>
  struct Job {
    Handler handler;
    Work work;
    asio::any_io_executor home;  // kept running until the value is back

    void operator()() {
      std::exception_ptr thrown;
      std::invoke_result_t<Work&> value{};
      try {
        value = work();
      } catch (...) {
        thrown = std::current_exception();
      }
      asio::post(home, asio::append(std::move(handler), std::move(thrown),
                                    std::move(value)));
    }
  };

  struct Start {
    asio::thread_pool* pool;

    template <typename Handler, typename Work>
    void operator()(Handler handler, Work work) {
      asio::any_io_executor home =
          asio::prefer(asio::get_associated_executor(handler),
                       asio::execution::outstanding_work.tracked);
      asio::post(*pool, Job<Handler, Work>{std::move(handler), std::move(work),
                                           std::move(home)});
    }
  };

  asio::thread_pool pool_;
};

}  // namespace veto

#endif  // VETO_BASE_CPU_POOL_H_
