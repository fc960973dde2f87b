// Sign-up forms, and who saw and submitted them.
#include <array>

#include "generate/builder.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

struct FormSeed {
  std::string_view name;
  std::string_view type;
  double weight;
  double submit_rate;
  bool live;
  bool ab_test;
};

constexpr std::array<FormSeed, 6> kForms = {{
    {"Welcome offer", "popup", 5, 0.065, true, true},
    {"Exit intent", "flyout", 3, 0.035, true, false},
    {"Footer", "embed", 1, 0.05, true, false},
    {"Back in stock", "embed", 0.8, 0.12, true, false},
    {"Gift finder", "full_page", 0.4, 0.2, true, false},
    {"Spring draft", "banner", 0, 0, false, false},
}};

constexpr double kCameThroughForm = 0.75;  // share of subscribers
constexpr double kViewsPerSubmission = 6;  // of people whom we know

}  // namespace

void Builder::add_forms() {
  for (const FormSeed& seed : kForms) {
    Form form;
    form.id = short_id(shop_.seed, ids_++);
    form.name = seed.name;
    form.live = seed.live;
    form.created = shop_.begin - random_.between(20 * kDay, 150 * kDay);
    form.updated = shop_.begin + random_.between(0, shop_.end - shop_.begin - 1);
    form.weight = seed.weight;
    form.submit_rate = seed.submit_rate;
    const int versions = seed.ab_test ? 2 : 1;
    for (int version = 0; version < versions; ++version)
      form.versions.push_back({std::to_string(1'300'000 + shop_.forms.size() * 40 + static_cast<std::size_t>(version)),
                               seed.type, version == 0 ? "Original" : "Variation B", seed.live});
    shop_.forms.push_back(std::move(form));
  }
}

void Builder::add_form_events() {
  double weights = 0;
  for (const Form& form : shop_.forms) weights += form.weight;
  const auto draw_form = [&] {
    double target = random_.unit() * weights;
    for (std::uint32_t i = 0; i < shop_.forms.size(); ++i)
      if ((target -= shop_.forms[i].weight) < 0) return i;
    return 0U;
  };
  const auto draw_version = [&](std::uint32_t form) {
    return random_.below(static_cast<std::uint32_t>(shop_.forms[form].versions.size()));
  };
  for (std::uint32_t i = 0; i < shop_.profiles.size(); ++i) {
    const Profile& profile = shop_.profiles[i];
    if (profile.guest) continue;
    if (profile.email_consent_at != 0 && random_.chance(kCameThroughForm)) {
      const std::uint32_t form = draw_form();
      const std::uint32_t version = draw_version(form);
      add_event(Kind::kViewedForm, profile.email_consent_at - random_.between(15, 5 * kMinute), i, form, version);
      add_event(Kind::kSubmittedForm, profile.email_consent_at - random_.between(1, 10), i, form, version);
    }
    for (int views = random_.poisson(kViewsPerSubmission * 0.3); views > 0; --views) {
      const std::uint32_t form = draw_form();
      const UnixSeconds moment = moment_of(draw_day(day_of(profile.created)));
      if (moment < profile.created) continue;
      const std::uint32_t version = draw_version(form);
      add_event(Kind::kViewedForm, moment, i, form, version);
      if (random_.chance(shop_.forms[form].submit_rate))
        add_event(Kind::kSubmittedForm, moment + random_.between(8, 3 * kMinute), i, form, version);
    }
  }
}

}  // namespace klaviyo_sim
