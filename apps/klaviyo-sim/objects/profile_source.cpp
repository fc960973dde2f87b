#include "objects/profile_source.h"

#include <algorithm>
#include <cmath>

#include "shop/names.h"

namespace klaviyo_sim {
namespace {

constexpr UnixSeconds kDaySeconds = 86400;

std::string_view reason_of(Suppression suppression) {
  switch (suppression) {
    case Suppression::kHardBounce:
      return "HARD_BOUNCE";
    case Suppression::kSpamComplaint:
      return "SPAM_COMPLAINT";
    case Suppression::kUnsubscribe:
      return "UNSUBSCRIBE";
    case Suppression::kUserSuppressed:
      return "USER_SUPPRESSED";
    case Suppression::kNotSuppressed:
      break;
  }
  return {};
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json email_marketing(const Profile& profile) {
  const bool left =
      profile.suppression == Suppression::kUnsubscribe || profile.suppression == Suppression::kSpamComplaint;
  Json marketing;
  marketing["can_receive_email_marketing"] = profile.suppressed_at == 0 && !profile.email.empty();
  marketing["consent"] = left ? "UNSUBSCRIBED" : profile.email_consent_at != 0 ? "SUBSCRIBED" : "NEVER_SUBSCRIBED";
  marketing["consent_timestamp"] = time_or_null(left ? profile.suppressed_at : profile.email_consent_at);
  marketing["last_updated"] = time_or_null(std::max(profile.suppressed_at, profile.email_consent_at));
  marketing["method"] = profile.email_consent_at != 0 ? Json("FORM") : Json(nullptr);
  marketing["method_detail"] = "";
  marketing["custom_method_detail"] = nullptr;
  marketing["double_optin"] = false;
  marketing["suppression"] = Json::array();
  if (profile.suppressed_at != 0)
    marketing["suppression"].push_back(
        {{"reason", reason_of(profile.suppression)}, {"timestamp", to_text(profile.suppressed_at)}});
  marketing["list_suppressions"] = Json::array();
  return marketing;
}

Json consent(std::string_view flag, UnixSeconds since, bool reachable) {
  Json channel;
  channel[std::string(flag)] = since != 0 || reachable;
  channel["consent"] = since != 0 ? "SUBSCRIBED" : "NEVER_SUBSCRIBED";
  channel["consent_timestamp"] = time_or_null(since);
  return channel;
}

Json subscriptions(const Profile& profile) {
  Json result;
  result["email"]["marketing"] = email_marketing(profile);
  result["sms"]["marketing"] = consent("can_receive_sms_marketing", profile.text_consent_at, false);
  result["sms"]["transactional"] = consent("can_receive_sms_transactional", profile.text_consent_at, false);
  result["mobile_push"]["marketing"] = consent("can_receive_push_marketing", profile.push_consent_at, false);
  return result;
}

// What is known exactly comes from the orders; the predictions are a plain decay of it.
Json predictive_analytics(const Profile& profile, UnixSeconds end) {
  const double spent = static_cast<double>(profile.spent_cents) / 100;
  const double orders = profile.orders;
  const auto cents = [](double value) { return std::round(value * 100) / 100; };
  Json result;
  result["historic_clv"] = spent;
  const double quiet_days = profile.orders == 0 ? 0 : static_cast<double>(end - profile.last_order_at) / kDaySeconds;
  const double alive = profile.orders == 0 ? 0 : 1 / (1 + quiet_days / 120);
  const double expected = cents(alive * orders * 0.6);
  const double average = orders > 0 ? cents(spent / orders) : 0;
  result["predicted_clv"] = cents(expected * average);
  result["total_clv"] = cents(spent + expected * average);
  result["historic_number_of_orders"] = profile.orders;
  result["predicted_number_of_orders"] = expected;
  const double gap = static_cast<double>(profile.last_order_at - profile.first_order_at) / kDaySeconds;
  result["average_days_between_orders"] = profile.orders > 1 ? Json(cents(gap / (orders - 1))) : Json(nullptr);
  result["average_order_value"] = average;
  result["churn_probability"] = profile.orders > 0 ? Json(cents(1 - alive)) : Json(nullptr);
  result["expected_date_of_next_order"] =
      profile.orders > 1
          ? Json(to_text(profile.last_order_at + static_cast<UnixSeconds>(gap / (orders - 1) * kDaySeconds)))
          : Json(nullptr);
  return result;
}

bool is_member(const Group& group, std::size_t profile) {
  return std::any_of(group.members.begin(), group.members.end(),
                     [profile](const Membership& membership) { return membership.profile == profile; });
}

}  // namespace

ProfileSource::ProfileSource(const Shop& shop) : shop_(shop) {
  by_id_.reserve(shop.profiles.size());
  for (std::uint32_t i = 0; i < shop.profiles.size(); ++i) by_id_.emplace(shop.profiles[i].id, i);
}

std::optional<std::size_t> ProfileSource::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

FieldValue ProfileSource::field(std::size_t index, std::string_view name, ValueKind) const {
  const Profile& profile = shop_.profiles[index];
  const auto text = [](const std::string& value) { return value.empty() ? FieldValue() : FieldValue(value); };
  const auto time = [](UnixSeconds value) {
    return value == 0 ? FieldValue() : FieldValue(static_cast<double>(value));
  };
  if (name == "id" || name == "profile_id") return profile.id;
  if (name == "email") return text(profile.email);
  if (name == "phone_number") return text(profile.phone_number);
  if (name == "external_id") return text(profile.external_id);
  if (name == "created") return time(profile.created);
  if (name == "updated") return time(profile.updated);
  if (name == "subscriptions.email.marketing.suppression.reason")
    return text(std::string(reason_of(profile.suppression)));
  if (name == "subscriptions.email.marketing.suppression.timestamp") return time(profile.suppressed_at);
  return {};
}

std::vector<std::string> ProfileSource::related(std::size_t index, std::string_view relationship) const {
  std::vector<std::string> ids;
  const auto collect = [&](const std::vector<Group>& groups) {
    for (const Group& group : groups)
      if (is_member(group, index)) ids.push_back(group.id);
  };
  if (relationship == "lists") collect(shop_.lists);
  if (relationship == "segments") collect(shop_.segments);
  if (relationship == "push-tokens" && shop_.profiles[index].push_consent_at != 0)
    ids.push_back("pt" + shop_.profiles[index].id);
  return ids;
}

Json ProfileSource::attributes(std::size_t index, const ObjectView& view) const {
  const Profile& profile = shop_.profiles[index];
  const City& city = kCities[profile.city];
  const bool at_home = profile.country == city.country;  // real orders name their country, nothing more
  Json result;
  result["email"] = text_or_null(profile.email);
  result["phone_number"] = text_or_null(profile.phone_number);
  result["external_id"] = text_or_null(profile.external_id);
  result["first_name"] = profile.guest ? Json(nullptr) : Json(kFirstNames[profile.first_name]);
  result["last_name"] = profile.guest ? Json(nullptr) : Json(kLastNames[profile.last_name]);
  result["organization"] = nullptr;
  result["locale"] = "en-US";
  result["title"] = nullptr;
  result["image"] = nullptr;
  result["created"] = to_text(profile.created);
  result["updated"] = to_text(profile.updated);
  result["last_event_date"] = time_or_null(profile.last_event);
  result["location"] = {{"address1", nullptr},
                        {"address2", nullptr},
                        {"city", at_home ? Json(city.name) : Json(nullptr)},
                        {"country", text_or_null(profile.country)},
                        {"latitude", at_home ? Json(city.latitude) : Json(nullptr)},
                        {"longitude", at_home ? Json(city.longitude) : Json(nullptr)},
                        {"region", at_home ? Json(city.region) : Json(nullptr)},
                        {"zip", at_home ? Json(city.zip) : Json(nullptr)},
                        {"timezone", at_home ? Json(city.time_zone) : Json(nullptr)},
                        {"ip", nullptr}};
  result["properties"] = {{"$source", profile.guest ? "Shopify" : "Form"},
                          {"Accepts Marketing", profile.email_consent_at != 0}};
  if (view.additional("subscriptions")) result["subscriptions"] = subscriptions(profile);
  if (view.additional("predictive_analytics"))
    result["predictive_analytics"] = predictive_analytics(profile, shop_.end);
  return result;
}

std::vector<Relationship> ProfileSource::relationships(std::size_t index, const ObjectView& view) const {
  std::vector<Relationship> result;
  for (const std::string_view name : {"lists", "segments", "push-tokens", "conversations"}) {
    Relationship relationship{std::string(name), std::string(name.substr(0, name.size() - 1)), true, true};
    if (view.included(name)) relationship.ids = related(index, name);
    result.push_back(std::move(relationship));
  }
  return result;
}

Json ProfileSource::object(std::size_t index, const ObjectView& view) const {
  return assemble("profile", id(index), attributes(index, view), relationships(index, view), view);
}

Json ProfileSource::member(const Membership& membership, const ObjectView& view) const {
  Json shown = attributes(membership.profile, view);
  shown["joined_group_at"] = to_text(membership.joined_at);
  return assemble("profile", id(membership.profile), std::move(shown), relationships(membership.profile, view), view);
}

FieldValue MemberSource::field(std::size_t index, std::string_view name, ValueKind kind) const {
  if (name == "joined_group_at") return static_cast<double>(group_.members[index].joined_at);
  return profiles_.field(group_.members[index].profile, name, kind);
}

}  // namespace klaviyo_sim
