// The same work on many items by several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace klytics {

/// As many threads as the machine has cores; 1 where that is not known.
std::size_t core_count();

/// Calls `work(0)` to `work(count - 1)` in at most so many threads, in no order. The first failure, of `tick` too,
/// stops them before what is not begun, and is thrown when all have returned. `tick`, when there is one, is called four
/// times a second meanwhile, by the caller's thread, with how many are done.
void at_once(std::size_t count, const std::function<void(std::size_t)>& work,
             const std::function<void(std::size_t)>& tick = {}, std::size_t most_threads = core_count());

}  // namespace klytics
