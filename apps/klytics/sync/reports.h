// What a synchronisation of reports needs beside the API: the metric that stands for an order, and the form metrics.
#pragma once

#include <string>

#include "collection/store.h"
#include "core/settings.h"
#include "storage/postgres/connection.h"

namespace klytics::app {

/// From the metrics that are stored now. A conversion metric that cannot be told is no error here: the facts say why.
collection::ReportFacts report_facts(storage::Connection& connection, const std::string& account_id,
                                     const Settings& settings);

}  // namespace klytics::app
