// The calendar of campaigns: what is sent when, on which channel, to whom; archived, scheduled and draft ones too.
#include <algorithm>
#include <array>

#include "generate/builder.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

struct Theme {
  std::string_view name;
  std::string_view subject;
};

constexpr std::array<Theme, 9> kThemes = {{
    {"Weekly edit", "Five things that we love this week"},
    {"New arrivals", "Just unpacked: the new arrivals"},
    {"Behind the bench", "How our lanterns are made"},
    {"Bestsellers", "The ones that everybody asks for"},
    {"Gift guide", "Presents under 30"},
    {"Back in stock", "They are back \xE2\x80\x93 but not for long"},
    {"Customer stories", "\"Better than in the picture\""},
    {"Free shipping weekend", "Free shipping until Sunday \xF0\x9F\x93\xA6"},
    {"Last chance", "Last chance: the winter colours"},
}};

constexpr int kEmailEveryDays = 4;
constexpr int kTextEveryDays = 19;
constexpr int kPushEveryDays = 27;
constexpr double kArchived = 0.15;

}  // namespace

std::uint32_t Builder::add_message(Channel channel, std::string name, std::string subject, UnixSeconds created) {
  const auto index = static_cast<std::uint32_t>(shop_.messages.size());
  Message message;
  message.name = std::move(name);
  message.subject = channel == Channel::kEmail ? std::move(subject) : std::string();
  message.channel = channel;
  message.created = created;
  if (channel == Channel::kEmail) message.template_number = index;
  shop_.messages.push_back(std::move(message));
  return index;
}

void Builder::add_campaigns() {
  std::uint32_t number = 0;
  const auto add = [&](Channel channel, UnixSeconds send_at, std::string_view status, const Theme& theme, bool sale) {
    Campaign campaign;
    const UnixSeconds reference = send_at != 0 ? std::min(send_at, shop_.end - kDay) : shop_.end - 10 * kDay;
    campaign.created = reference - random_.between(2 * kHour, 9 * kDay);
    campaign.id = ulid(shop_.seed + 1, campaign.created * 1000, number);
    campaign.name =
        (sale ? std::string("Sale: ") : std::string()) + std::string(theme.name) + " #" + std::to_string(number + 1);
    campaign.channel = channel;
    campaign.send_at = send_at;
    campaign.status = status;
    // Archived ones were touched again when they were put away, in no particular order.
    campaign.archived = status == "Sent" && send_at < shop_.end - 30 * kDay && random_.chance(kArchived);
    campaign.updated = status == "Sent" ? send_at + random_.between(10 * kMinute, 2 * kHour) : campaign.created + kHour;
    if (campaign.archived) campaign.updated = random_.between(campaign.updated, shop_.end - 1);
    campaign.lists = {channel == Channel::kEmail ? 0U : channel == Channel::kText ? 1U : 2U};
    if (channel == Channel::kEmail && random_.chance(0.35)) campaign.segments = {1};
    campaign.tags.push_back(sale ? 1U : 0U);
    if (random_.chance(0.3))
      campaign.tags.push_back(2 + random_.below(static_cast<std::uint32_t>(shop_.tags.size()) - 2));
    campaign.message = add_message(channel, campaign.name, std::string(theme.subject), campaign.created);
    Message& message = shop_.messages[campaign.message];
    message.id = ulid(shop_.seed + 2, campaign.created * 1000, number);
    message.campaign = static_cast<std::uint32_t>(shop_.campaigns.size());
    shop_.campaigns.push_back(std::move(campaign));
    ++number;
  };
  const auto theme = [&]() -> const Theme& { return kThemes[random_.below(kThemes.size())]; };
  for (int day = 0; day < day_count(); ++day) {
    const bool sale = is_sale(day);
    const bool first_of_sale = sale && (day == 0 || !is_sale(day - 1));
    const UnixSeconds morning = day_begin(day) + 9 * kHour + random_.between(0, 8) * 15 * kMinute;
    if (day % kEmailEveryDays == 1 || first_of_sale) add(Channel::kEmail, morning, "Sent", theme(), sale);
    if (day % kTextEveryDays == 7 || first_of_sale) add(Channel::kText, morning + 2 * kHour, "Sent", theme(), sale);
    if (day % kPushEveryDays == 12) add(Channel::kPush, morning + 5 * kHour, "Sent", theme(), sale);
  }
  for (const Channel channel : {Channel::kEmail, Channel::kText, Channel::kPush}) {
    add(channel, 0, "Draft", theme(), false);
    add(channel, shop_.end + 2 * kDay + 10 * kHour, "Scheduled", theme(), false);
    add(channel, shop_.end - 40 * kDay + 10 * kHour, "Cancelled", theme(), false);
  }
}

}  // namespace klaviyo_sim
