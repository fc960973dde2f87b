#include "stop_signal.h"

#include <algorithm>
#include <thread>

namespace klytics::app {
namespace {

volatile std::sig_atomic_t received_signal = 0;

extern "C" void note_signal(int number) { received_signal = number; }

}  // namespace

StopSignal::StopSignal() {
  received_signal = 0;
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &previous_interrupt_);
  sigaction(SIGTERM, &action, &previous_terminate_);
}

StopSignal::~StopSignal() {
  sigaction(SIGINT, &previous_interrupt_, nullptr);
  sigaction(SIGTERM, &previous_terminate_, nullptr);
}

bool StopSignal::received() const { return received_signal != 0; }

void StopSignal::sleep(std::chrono::milliseconds duration) const {
  constexpr std::chrono::milliseconds kNap{200};  // a signal may come just before the nap begins
  const auto end = std::chrono::steady_clock::now() + duration;
  for (auto now = std::chrono::steady_clock::now(); now < end && !received(); now = std::chrono::steady_clock::now())
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(kNap, end - now));
}

int StopSignal::exit_code() const { return received_signal == 0 ? 0 : 128 + received_signal; }

}  // namespace klytics::app
