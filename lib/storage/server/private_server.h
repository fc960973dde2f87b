// The private PostgreSQL server that is used when no database is configured.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/secret.h"

namespace klytics::storage {

/// Where the server lives. As root it runs as the user postgres, in /var/lib/klytics/postgres when that user cannot
/// reach the data home.
struct PrivateServerLocation {
  std::filesystem::path home;    // data directory, lock, log
  std::filesystem::path socket;  // short private folder of the unix socket
};

/// Finds the location for this user from XDG_DATA_HOME (or HOME). Creates nothing.
PrivateServerLocation private_server_location();

/// A lease on the server: the constructor starts the server when it does not run (initdb on first use) and takes a
/// shared lock; the destructor gives the lock back and stops the server when nobody else holds one, no other client is
/// connected and it is not held. A process that dies gives its lease back through the kernel. After an unclean stop
/// PostgreSQL recovers at the next start. Throws Error(kConfiguration) when the server's programs cannot be found,
/// kUnavailable when it does not start.
class PrivateServer {
 public:
  explicit PrivateServer(const PrivateServerLocation& location);
  ~PrivateServer();
  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;

  /// For libpq, psql and BI tools on this machine: postgresql:///klytics?host=...&user=klytics
  const Secret& url() const { return url_; }

  /// Leaves the server running after the last lease, until stop().
  void hold();

  /// Stops a running server in fast mode; returns false when it was not running. Throws Error(kTryLater) when another
  /// klytics command holds a lease, unless `force`.
  static bool stop(const PrivateServerLocation& location, bool force);

 private:
  struct Lease;
  std::unique_ptr<Lease> lease_;
  Secret url_;
};

}  // namespace klytics::storage
