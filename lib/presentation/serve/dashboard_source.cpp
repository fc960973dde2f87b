#include "presentation/serve/dashboard_source.h"

#include "core/error.h"

namespace klytics::presentation {
namespace {

class DatabaseSource : public DashboardSource {
 public:
  DatabaseSource(DatabaseSourceOptions options, std::function<storage::Connection()> connect)
      : options_(std::move(options)), connect_(std::move(connect)) {}

  DataState state(Instant now) override {
    DataState state;
    with_session([&](storage::Connection& session) {
      state.version = session.query("queries/serve/version", {options_.account.id}).text(0, 0);
      state.freshness = read_freshness(session, options_.account, now, options_.max_age_hours);
    });
    return state;
  }

  std::vector<Document> range(const NamedRange& range, Date today, Instant now) override {
    const DashboardRequest request{.account = options_.account,
                                   .as_of = today,
                                   .ranges = {range},
                                   .now = now,
                                   .max_age_hours = options_.max_age_hours,
                                   .attribution = options_.attribution,
                                   .read_only = true,
                                   .metrics = true};
    std::vector<Document> documents;
    with_session([&](storage::Connection& session) {
      const Dashboard dashboard = read_dashboard(session, request);
      documents = render_range(dashboard, dashboard.ranges.front());
      if (dashboard.customer_values)
        documents.push_back({std::string(kCustomerValue), customer_values(*dashboard.customer_values)});
    });
    return documents;
  }

 private:
  // A session that failed is not used again: its connection may be gone.
  template <typename Work>
  void with_session(const Work& work) {
    std::unique_ptr<storage::Connection> session = take();
    work(*session);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
  }

  std::unique_ptr<storage::Connection> take() {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<storage::Connection> session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
    auto session = std::make_unique<storage::Connection>(connect_());
    session->query("queries/serve/open_session", {static_cast<int>(options_.longest_statement.count())});
    return session;
  }

  const DatabaseSourceOptions options_;
  const std::function<storage::Connection()> connect_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<storage::Connection>> idle_;
};

}  // namespace

std::unique_ptr<DashboardSource> make_database_source(DatabaseSourceOptions options,
                                                      std::function<storage::Connection()> connect) {
  return std::make_unique<DatabaseSource>(std::move(options), std::move(connect));
}

}  // namespace klytics::presentation
