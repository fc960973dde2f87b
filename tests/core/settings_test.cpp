#include "core/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Error configuration_error(std::string_view toml) {
  Settings settings;
  try {
    apply_configuration(settings, toml, "klytics.toml");
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error for: " << toml;
  return {ErrorKind::kInternal, ""};
}

TEST(Settings, ReadsEverySectionAndRemembersWhereAValueCameFrom) {
  Settings settings;
  apply_configuration(settings,
                      "[klaviyo]\nbase_url = \"http://127.0.0.1:1/\"\n[sync]\nlook_back_days = 3\nquota_share = 1\n"
                      "skip = [\"tags\", \"forms\"]\n[database]\nurl = \"postgresql://me:pw@db/shop\"\n",
                      "klytics.toml");
  EXPECT_EQ(settings.base_url, "http://127.0.0.1:1");
  EXPECT_EQ(settings.look_back_days, 3);
  EXPECT_DOUBLE_EQ(settings.quota_share, 1.0);
  EXPECT_THAT(settings.skip, ElementsAre("tags", "forms"));
  EXPECT_EQ(settings.database_url.reveal(), "postgresql://me:pw@db/shop");
  EXPECT_EQ(settings.origins.at("sync.look_back_days"), "klytics.toml:4:18");
  for (const EffectiveSetting& setting : effective_settings(settings)) {
    EXPECT_THAT(setting.value, Not(HasSubstr("pw")));
    if (setting.key == "sync.skip") EXPECT_EQ(setting.value, "tags,forms");
    if (setting.key == "sync.quarantine_threshold") EXPECT_EQ(setting.from, "default");
  }
}

TEST(Settings, ASyntaxErrorNamesFileLineAndColumn) {
  const Error error = configuration_error("[klaviyo]\nbase_url = \n");
  EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
  EXPECT_THAT(error.what(), HasSubstr("klytics.toml:2:"));
}

TEST(Settings, AnUnknownKeyOrSectionSuggestsTheNearest) {
  EXPECT_EQ(configuration_error("[sync]\nlook_back_day = 3\n").hint(), "did you mean look_back_days?");
  EXPECT_EQ(configuration_error("[databse]\nurl = \"x\"\n").hint(), "did you mean database?");
}

TEST(Settings, AValueOfTheWrongTypeOrRangeIsRefusedWithItsPlace) {
  EXPECT_STREQ(configuration_error("[sync]\nlook_back_days = \"7\"\n").what(),
               "klytics.toml:2:18: sync.look_back_days must be a whole number");
  EXPECT_STREQ(configuration_error("[sync]\nlook_back_days = 999\n").what(),
               "klytics.toml:2:18: sync.look_back_days must be 0 to 365, not \"999\"");
  EXPECT_THAT(configuration_error("[klaviyo]\nbase_url = \"ftp://x\"\n").what(), HasSubstr("an origin such as"));
}

TEST(Settings, ANamedAccountBeatsTheCommonKeyAndTheEnvironment) {
  const char* toml =
      "[klaviyo]\napi_key = \"pk_one\"\nrevision = \"2026-07-15\"\n[accounts.shop]\napi_key = \"pk_two\"\n";
  Settings settings;
  apply_configuration(settings, toml, "klytics.toml");
  EXPECT_EQ(settings.api_key.reveal(), "pk_one");
  apply_environment(settings, [](const char* name) -> std::optional<std::string> {
    return std::string_view(name) == "KLAVIYO_API_KEY" ? std::optional<std::string>("pk_environment") : std::nullopt;
  });
  apply_account(settings, toml, "klytics.toml", "shop");
  EXPECT_EQ(settings.api_key.reveal(), "pk_two");
  EXPECT_NO_THROW(require_account_section(settings));
  settings.account = "shpo";
  try {
    require_account_section(settings);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
    EXPECT_EQ(error.hint(), "did you mean shop?");
  }
}

TEST(Settings, ASecretOfTheWrongTypeIsNotRepeatedInTheMessage) {
  EXPECT_THAT(configuration_error("[klaviyo]\napi_key = 12345678\n").what(), Not(HasSubstr("12345678")));
}

TEST(Settings, TheEnvironmentBeatsTheFileAndTheCommandLineBeatsBoth) {
  Settings settings;
  apply_configuration(settings, "[klaviyo]\nbase_url = \"http://file\"\n", "klytics.toml");
  apply_environment(settings, [](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "KLAVIYO_BASE_URL") return "http://environment";
    if (std::string_view(name) == "KLAVIYO_API_KEY") return "";
    return std::nullopt;
  });
  EXPECT_EQ(settings.base_url, "http://environment");
  EXPECT_TRUE(settings.api_key.empty());
  override_setting(settings, "klaviyo.base_url", "http://option", "--base-url");
  EXPECT_EQ(settings.base_url, "http://option");
  EXPECT_EQ(settings.origins.size(), 1U);
  EXPECT_EQ(settings.origins.at("klaviyo.base_url"), "option --base-url");
  try {
    override_setting(settings, "klaviyo.base_url", "nonsense", "--base-url");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
  }
}

TEST(Settings, AKeyFileInTheEnvironmentReplacesTheKeyOfTheFile) {
  Settings settings;
  apply_configuration(settings, "[klaviyo]\napi_key = \"pk_one\"\n", "klytics.toml");
  apply_environment(settings, [](const char* name) -> std::optional<std::string> {
    return std::string_view(name) == "KLAVIYO_API_KEY_FILE" ? std::optional<std::string>("/run/key") : std::nullopt;
  });
  EXPECT_TRUE(settings.api_key.empty());
  EXPECT_EQ(settings.api_key_file, "/run/key");
}

TEST(Settings, MetricsAreExpressionsThatAreCheckedWhereTheyStand) {
  Settings settings;
  apply_configuration(settings, "[metrics]\naov = \"revenue / orders\"\n", "klytics.toml");
  ASSERT_EQ(settings.metrics.size(), 1U);
  EXPECT_EQ(settings.metrics[0], (MetricDefinition{"aov", "revenue / orders", "klytics.toml:2:7"}));
  EXPECT_EQ(effective_settings(settings).back().key, "metrics.aov");
  EXPECT_STREQ(configuration_error("[metrics]\naov = \"revenue / odrers\"\n").what(),
               "klytics.toml:2:7: metric aov: unknown metric \"odrers\" at position 11 of \"revenue / odrers\"");
  EXPECT_STREQ(configuration_error("[metrics]\naov = 3\n").what(),
               "klytics.toml:2:7: metrics.aov must be text in quotes");
}

TEST(Settings, RatesAreExactAndMayBeginOnADay) {
  Settings settings;
  apply_configuration(settings,
                      "[currency.rates]\nEUR = \"1.080\"\nUSD = {\"2026-01-01\" = \"0.79\", \"2026-07-01\" = \"1\"}\n",
                      "klytics.toml");
  EXPECT_THAT(settings.currency_rates,
              ElementsAre(CurrencyRate{"EUR", {}, "1.080"}, CurrencyRate{"USD", parse_date("2026-01-01"), "0.79"},
                          CurrencyRate{"USD", parse_date("2026-07-01"), "1"}));
  EXPECT_EQ(effective_settings(settings).back().key, "currency.rates.USD.2026-07-01");
  for (const char* wrong : {"EUR = 1.08", "EUR = \"-1\"", "EUR = \"0.00\"", "EUR = \"1e3\"", "EUR = \"1.\"",
                            "euro = \"1\"", "EUR = {\"yesterday\" = \"1\"}", "EUR = {\"2026-01-01\" = 1}"})
    EXPECT_THAT(configuration_error(std::string("[currency.rates]\n") + wrong + "\n").what(),
                HasSubstr("klytics.toml:2:"))
        << wrong;
  EXPECT_THAT(configuration_error("[currency]\nrate = 3\n").what(), HasSubstr("unknown key in [currency]: rate"));
}

TEST(Settings, ASectionBelowAnotherIsReadAndItsUnknownKeysAreRefused) {
  Settings settings;
  apply_configuration(settings, "[export]\ndirectory = \"/srv\"\n[export.s3]\nregion = \"eu-west-1\"\ngzip = true\n",
                      "klytics.toml");
  EXPECT_EQ(settings.export_directory, "/srv");
  EXPECT_EQ(settings.s3_region, "eu-west-1");
  EXPECT_TRUE(settings.s3_gzip);
  EXPECT_EQ(configuration_error("[export.s3]\nregoin = \"x\"\n").hint(), "did you mean region?");
  EXPECT_EQ(configuration_error("[export.s4]\nregion = \"x\"\n").kind(), ErrorKind::kConfiguration);
}

TEST(Settings, AmazonsVariablesAreReadTheMoreSpecificOneLast) {
  Settings settings;
  apply_environment(settings, [](const char* name) -> std::optional<std::string> {
    const std::string text = name;
    if (text == "AWS_REGION") return "eu-west-1";
    if (text == "AWS_DEFAULT_REGION") return "us-west-2";
    if (text == "AWS_ENDPOINT_URL") return "https://all.example";
    if (text == "AWS_ENDPOINT_URL_S3") return "https://store.example/";
    if (text == "AWS_SECRET_ACCESS_KEY") return "hidden";
    return std::nullopt;
  });
  EXPECT_EQ(settings.s3_region, "eu-west-1");
  EXPECT_EQ(settings.s3_endpoint, "https://store.example");
  for (const EffectiveSetting& setting : effective_settings(settings))
    EXPECT_THAT(setting.value, Not(HasSubstr("hidden")));
}

}  // namespace
}  // namespace klytics
