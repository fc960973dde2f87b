// Profiles: people, with consent and suppression from "subscriptions". Membership of a list is not consent.
#include "collection/resources.h"

namespace klytics::collection {

Resource profiles_resource(const ResourceOptions& options) {
  const std::string email = "attributes/subscriptions/email/marketing/";
  const std::string sms = "attributes/subscriptions/sms/marketing/";
  const std::string push = "attributes/subscriptions/mobile_push/marketing/";
  return {
      .name = "profiles",
      .path = "/api/profiles",
      .parent = "",
      .query = {{"additional-fields[profile]",
                 options.predictive_analytics ? "subscriptions,predictive_analytics" : "subscriptions"},
                {"page[size]", "100"}},
      .sort = "id",
      .tier = options.predictive_analytics ? Tier::kM : Tier::kL,
      .scopes = {"profiles:read"},
      // "updated" knows greater-than only: the hour of overlap covers it, and changes that show up late.
      .window = {.kind = WindowKind::kChanged,
                 .field = "updated",
                 .lower_operator = "greater-than",
                 .sort = "updated",
                 .overlap = std::chrono::hours{1}},
      .schedule = ListingSchedule::kOnRequest,
      .rows = {"profile",
               "profiles",
               {{"profile_id", ColumnType::kId, "id"},
                {"email", ColumnType::kText, "attributes/email"},
                {"phone_number", ColumnType::kText, "attributes/phone_number"},
                {"external_id", ColumnType::kText, "attributes/external_id", true},
                {"first_name", ColumnType::kText, "attributes/first_name", true},
                {"last_name", ColumnType::kText, "attributes/last_name", true},
                {"country", ColumnType::kText, "attributes/location/country", true},
                {"region", ColumnType::kText, "attributes/location/region", true},
                {"city", ColumnType::kText, "attributes/location/city", true},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"last_event_at", ColumnType::kInstant, "attributes/last_event_date"},
                {"email_consent", ColumnType::kText, email + "consent"},
                {"email_consent_at", ColumnType::kInstant, email + "consent_timestamp"},
                {"email_can_receive", ColumnType::kBoolean, email + "can_receive_email_marketing"},
                {"email_suppressed_at", ColumnType::kSuppressedAt, email + "suppression"},
                {"email_suppression_reason", ColumnType::kSuppressionReason, email + "suppression"},
                {"sms_consent", ColumnType::kText, sms + "consent"},
                {"sms_consent_at", ColumnType::kInstant, sms + "consent_timestamp"},
                {"sms_can_receive", ColumnType::kBoolean, sms + "can_receive_sms_marketing"},
                {"push_consent", ColumnType::kText, push + "consent"},
                {"push_consent_at", ColumnType::kInstant, push + "consent_timestamp"},
                {"push_can_receive", ColumnType::kBoolean, push + "can_receive_push_marketing"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
