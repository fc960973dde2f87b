#include "log.h"

#include "core/secret.h"

namespace klytics::app {

void Log::write(std::string_view prefix, std::string_view message) {
  end_progress();
  stream_ << "klytics: " << prefix << redact(message) << '\n' << std::flush;
}

void Log::error(std::string_view message, std::string_view hint) {
  write("error: ", message);
  if (!hint.empty()) write("hint: ", hint);
}

void Log::warning(std::string_view message) { write("warning: ", message); }

void Log::info(std::string_view message) {
  if (verbosity_ != Verbosity::kQuiet) write("", message);
}

void Log::verbose(std::string_view message) {
  if (verbosity_ == Verbosity::kVerbose) write("", message);
}

void Log::progress(std::string_view line) {
  if (!terminal_ || verbosity_ == Verbosity::kQuiet) return;
  stream_ << "\r\x1b[K" << redact(line) << std::flush;
  progress_shown_ = true;
}

void Log::end_progress() {
  if (!progress_shown_) return;
  stream_ << "\r\x1b[K" << std::flush;
  progress_shown_ = false;
}

}  // namespace klytics::app
