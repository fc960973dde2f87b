#include "presentation/serve/dashboard_source.h"

#include "core/error.h"
#include "presentation/metric_reader.h"
#include "presentation/render/endpoints.h"

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

  DocumentRenderer range(const NamedRange& range, Date today, Instant now) override {
    const DashboardRequest request{.account = options_.account,
                                   .as_of = today,
                                   .ranges = {range},
                                   .now = now,
                                   .max_age_hours = options_.max_age_hours,
                                   .attribution = options_.attribution,
                                   .read_only = true};
    const auto dashboard = std::make_shared<Dashboard>();
    with_session([&](storage::Connection& session) {
      session.transaction([&] {
        session.query("queries/export/begin_read_only");
        *dashboard = read_dashboard_in_transaction(session, request);
        dashboard->analyses = analyses(session, dashboard->coverage.has_facts, today);
      });
    });
    return [dashboard](std::string_view document) -> std::optional<std::string> {
      if (document != kCustomerValue) return render_document(*dashboard, dashboard->ranges.front(), document);
      if (!dashboard->customer_values) return std::nullopt;
      return customer_values(*dashboard->customer_values);
    };
  }

 private:
  using Analyses = std::shared_ptr<const std::vector<MetricAnalysis>>;

  // The same for all ranges of a day until the facts change. While they are computed, others wait for them.
  Analyses analyses(storage::Connection& session, bool has_facts, Date today) {
    const auto version = std::string(session.query("queries/serve/version", {options_.account.id}).text(0, 0));
    const std::string wanted = to_string(today) + ' ' + version;
    const std::lock_guard lock(analyses_mutex_);
    if (!analyses_ || analyses_of_ != wanted) {
      analyses_ = read_metrics(session, options_.account, has_facts, today);
      analyses_of_ = wanted;
    }
    return analyses_;
  }

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
  std::mutex analyses_mutex_;
  std::string analyses_of_;  // day and version of the data
  Analyses analyses_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<storage::Connection>> idle_;
};

}  // namespace

std::unique_ptr<DashboardSource> make_database_source(DatabaseSourceOptions options,
                                                      std::function<storage::Connection()> connect) {
  return std::make_unique<DatabaseSource>(std::move(options), std::move(connect));
}

}  // namespace klytics::presentation
