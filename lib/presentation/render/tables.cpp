#include "presentation/render/tables.h"

#include "presentation/render/json_writer.h"
#include "presentation/render/rates.h"

namespace klytics::presentation {
namespace {

template <typename Row, typename Members>
std::string table(const std::vector<Row>& rows, Members write_members) {
  JsonWriter json;
  json.begin_array();
  for (const Row& row : rows) {
    json.begin_object();
    json.key("id").number(row.id);
    json.key("klaviyoId").text(row.klaviyo_id);
    json.key("name").text(row.name);
    write_members(json, row);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string mailings(const std::vector<Mailing>& rows, std::string_view sent_name) {
  return table(rows, [&](JsonWriter& json, const Mailing& row) {
    json.key(sent_name).number(sent(row.counts));
    json.key("openRate").number(open_rate(row.counts));
    json.key("clickRate").number(click_rate(row.counts));
    json.key("conversionRate").number(conversion_rate(row.counts));
    json.key("revenue").number(row.revenue);
    json.key("humanOpenRate").number(human_open_rate(row.counts));
  });
}

}  // namespace

std::string campaigns(const std::vector<Mailing>& campaigns) { return mailings(campaigns, "sent"); }

std::string flows(const std::vector<Mailing>& flows) { return mailings(flows, "recipients"); }

std::string forms(const std::vector<Form>& forms) {
  return table(forms, [](JsonWriter& json, const Form& row) {
    json.key("views").number(row.views);
    json.key("submissions").number(row.submissions);
    json.key("submissionRate").number(submission_rate(row));
    json.key("conversions").number(row.conversions);
  });
}

std::string segments(const std::vector<Segment>& segments) {
  return table(segments, [](JsonWriter& json, const Segment& row) {
    json.key("count").number(row.members);
    json.key("conversionRate").number(conversion_rate(row));
    json.key("revenue").number(row.revenue);
  });
}

}  // namespace klytics::presentation
