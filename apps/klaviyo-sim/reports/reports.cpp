#include "reports/reports.h"

#include <algorithm>
#include <map>
#include <set>

#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

struct FormTally {
  double views = 0, submits = 0;
  std::set<std::uint32_t> viewers, submitters;
};

double form_statistic(const FormTally& tally, std::string_view name) {
  const auto count = [](const std::set<std::uint32_t>& people) { return static_cast<double>(people.size()); };
  if (name == "viewed_form" || name == "viewed_form_step") return tally.views;
  if (name == "viewed_form_uniques" || name == "viewed_form_step_uniques") return count(tally.viewers);
  if (name == "submits" || name == "submitted_form_step") return tally.submits;
  if (name == "submitted_form_step_uniques") return count(tally.submitters);
  if (name == "submit_rate") return tally.views > 0 ? tally.submits / tally.views : 0;
  return 0;  // closed and qualified forms are not simulated
}

bool passes(const Filter& filter, const Json& groupings) {
  return std::all_of(filter.begin(), filter.end(), [&](const Term& term) {
    return matches(term, to_field_value(groupings.value(std::string(term.rule->name), Json()), ValueKind::kString));
  });
}

}  // namespace

Reports::Reports(const Shop& shop, const EventIndex& index) : shop_(shop), index_(index), zone_(shop.time_zone) {}

std::vector<ReportRow> Reports::form_rows(const ReportQuery& query) const {
  const bool by_version =
      std::find(query.group_by.begin(), query.group_by.end(), "form_version_id") != query.group_by.end();
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<FormTally>> tallies;  // by form and version
  for (const Kind kind : {Kind::kViewedForm, Kind::kSubmittedForm})
    for (const std::uint32_t position : index_.of_kind(kind)) {
      const Event& event = shop_.events[position];
      if (event.time < query.span.from || event.time >= query.span.to) continue;
      std::vector<FormTally>& series = tallies[{event.subject, by_version ? event.detail : 0}];
      series.resize(query.buckets.size());
      FormTally& tally = series[*query.buckets.find(event.time)];
      ++(kind == Kind::kViewedForm ? tally.views : tally.submits);
      (kind == Kind::kViewedForm ? tally.viewers : tally.submitters).insert(event.profile);
    }
  std::vector<ReportRow> rows;
  for (const auto& [key, series] : tallies) {
    const Form& form = shop_.forms[key.first];
    ReportRow row;
    row.groupings["form_id"] = form.id;
    if (by_version) row.groupings["form_version_id"] = form.versions[key.second].id;
    if (!passes(query.filter, row.groupings)) continue;
    for (const std::string& name : query.statistics) {
      std::vector<double>& values = row.values.emplace_back();
      for (const FormTally& tally : series) values.push_back(form_statistic(tally, name));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// Nobody leaves a simulated segment.
std::vector<ReportRow> Reports::segment_rows(const ReportQuery& query) const {
  std::vector<ReportRow> rows;
  for (const Group& segment : shop_.segments) {
    ReportRow row;
    row.groupings["segment_id"] = segment.id;
    if (!passes(query.filter, row.groupings)) continue;
    std::vector<double> added(query.buckets.size());
    std::vector<double> total(query.buckets.size());
    for (const Membership& member : segment.members) {
      if (const auto bucket = query.buckets.find(member.joined_at); bucket && member.joined_at >= query.span.from)
        ++added[*bucket];
      for (std::size_t i = 0; i < total.size(); ++i) {
        const UnixSeconds end = i + 1 < total.size() ? query.buckets.begins[i + 1] : query.buckets.end;
        total[i] += member.joined_at < end ? 1 : 0;
      }
    }
    for (const std::string& name : query.statistics)
      row.values.push_back(name == "total_members"     ? total
                           : name == "members_removed" ? std::vector<double>(query.buckets.size())
                                                       : added);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string Reports::answer(std::string_view type, const Request& request, std::string_view base_url) {
  try {
    const ReportQuery query = parse(type, request);
    const std::vector<ReportRow> rows = query.subject == "form"      ? form_rows(query)
                                        : query.subject == "segment" ? segment_rows(query)
                                                                     : message_rows(query);
    Json document;
    Json& data = document["data"];
    data["type"] = type;
    data["id"] = uuid(shop_.seed + 6, static_cast<std::uint64_t>(query.span.from));
    Json& results = data["attributes"]["results"] = Json::array();
    for (const ReportRow& row : rows) {
      Json statistics = Json::object();
      for (std::size_t i = 0; i < query.statistics.size(); ++i)
        statistics[query.statistics[i]] = query.series ? Json(row.values[i]) : Json(row.values[i].front());
      results.push_back({{"groupings", row.groupings}, {"statistics", std::move(statistics)}});
    }
    if (query.series) {
      // The live API labels local midnights as if they were UTC.
      Json& times = data["attributes"]["date_times"] = Json::array();
      for (const UnixSeconds local : query.buckets.local_begins) times.push_back(to_text(local));
    }
    document["links"]["self"] = std::string(base_url) + request.path;
    if (query.subject != "segment") {
      document["links"]["next"] = nullptr;
      document["links"]["prev"] = nullptr;
    }
    return document.dump();
  } catch (const Json::exception&) {
    throw invalid("A member of the query is missing or has the wrong type.");
  }
}

}  // namespace klaviyo_sim
