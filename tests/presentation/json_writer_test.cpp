#include "presentation/render/json_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

namespace klytics::presentation {
namespace {

TEST(JsonWriter, PutsCommasBetweenValuesAndMembersOnly) {
  JsonWriter json;
  json.begin_object();
  json.key("empty").begin_array().end_array();
  json.key("rows").begin_array();
  json.begin_object().key("n").number(1).end_object();
  json.begin_object().key("n").number(Decimal{25, 1}).end_object();
  json.end_array();
  json.key("none").null();
  json.end_object();
  EXPECT_EQ(json.take(), R"({"empty":[],"rows":[{"n":1},{"n":2.5}],"none":null})");
}

TEST(JsonWriter, StartsAnewAfterTake) {
  JsonWriter json;
  json.number(1);
  EXPECT_EQ(json.take(), "1");
  json.text("x");
  EXPECT_EQ(json.take(), "\"x\"");
}

TEST(JsonWriter, EscapesWhatJsonDoesNotAllow) {
  JsonWriter json;
  json.text("say \"hi\" \\ \n\t\r \x01 \x1f caf\xc3\xa9 </script>");
  EXPECT_EQ(json.take(), "\"say \\\"hi\\\" \\\\ \\n\\t\\r \\u0001 \\u001f caf\xc3\xa9 </script>\"");
}

RC_GTEST_PROP(JsonWriter, AnyAsciiTextComesBackFromAnIndependentParser, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
  JsonWriter json;
  json.begin_object().key(text).text(text).end_object();
  RC_ASSERT(nlohmann::json::parse(json.take()) == (nlohmann::json{{text, text}}));
}

}  // namespace
}  // namespace klytics::presentation
