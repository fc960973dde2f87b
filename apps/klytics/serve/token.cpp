#include "serve/token.h"

#include <fmt/format.h>

#include "core/error.h"
#include "secret_file.h"

namespace klytics::app {

Secret serve_token(const Settings& settings) {
  // Guessed a thousand times a second, 128 bits of it last for ever.
  constexpr std::size_t kShortestToken = 16;
  Secret token = settings.serve_token;
  if (token.empty() && !settings.serve_token_file.empty())
    token = Secret(read_secret_file(settings.serve_token_file, "the token's file"));
  if (!token.empty() && token.reveal().size() < kShortestToken)
    throw Error(ErrorKind::kConfiguration, fmt::format("the token has less than {} characters", kShortestToken),
                "make one with: openssl rand -hex 32");
  return token;
}

}  // namespace klytics::app
