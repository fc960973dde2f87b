#include "sync/reports.h"

#include "core/error.h"
#include "processing/conversion_metric.h"
#include "storage/postgres/text_array.h"

namespace klytics::app {

collection::ReportFacts report_facts(storage::Connection& connection, const std::string& account_id,
                                     const Settings& settings) {
  collection::ReportFacts facts;
  try {
    facts.conversion_metric =
        processing::find_conversion_metric(connection, account_id, settings.conversion_metric).value_or("");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kConfiguration) throw;
    facts.problem = error.what();
  }
  facts.has_form_metrics =
      connection
          .query("queries/sync/has_form_metrics", {account_id, storage::text_array(settings.form_view_metrics),
                                                   storage::text_array(settings.form_submit_metrics)})
          .boolean(0, 0);
  return facts;
}

}  // namespace klytics::app
