#include "core/loopback.h"

#include <gtest/gtest.h>

namespace klytics {
namespace {

TEST(Loopback, IsThisMachineWithAndWithoutAPort) {
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:1", "127.1.2.3", "[::1]", "[::1]:80"})
    EXPECT_TRUE(is_loopback(host)) << host;
}

TEST(Loopback, IsNothingThatOnlyLooksLikeIt) {
  for (const char* host : {"", "127.evil.example", "localhost.example", "127", "[::1", "[::1].example", "[::2]",
                           "10.0.0.1", "0.0.0.0", "example.com:127.0.0.1"})
    EXPECT_FALSE(is_loopback(host)) << host;
}

}  // namespace
}  // namespace klytics
