#include "collection/reports/report_statistics.h"

namespace klytics::collection {

std::vector<std::string> message_statistics() {
  return {"recipients",
          "delivered",
          "bounced",
          "failed",
          "opens",
          "opens_unique",
          "clicks",
          "clicks_unique",
          "conversions",
          "conversion_uniques",
          "conversion_value",
          "unsubscribes",
          "unsubscribe_uniques",
          "spam_complaints",
          "message_segment_count_sum",
          "text_message_credit_usage_amount",
          "text_message_spend"};
}

std::vector<std::string> form_statistics() {
  return {"viewed_form",
          "viewed_form_uniques",
          "viewed_form_step",
          "viewed_form_step_uniques",
          "submits",
          "submitted_form_step",
          "submitted_form_step_uniques",
          "closed_form",
          "closed_form_uniques",
          "qualified_form",
          "qualified_form_uniques"};
}

std::vector<std::string> segment_statistics() {
  return {"total_members", "members_added", "members_removed", "net_members_changed"};
}

}  // namespace klytics::collection
