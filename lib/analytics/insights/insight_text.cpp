// The plain sentence that says an insight.
#include <fmt/format.h>

#include <cmath>

#include "analytics/insights/insights.h"

namespace klytics::insights {
namespace {

/// "12,430" or "1,234.50".
std::string grouped(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return value < 0 ? "-" + text : text;
}

/// A quantity as a sentence writes it: "12,430 GBP", "41.0 %", "12".
std::string amount(Scale scale, const std::string& currency, double value) {
  constexpr double kWhole = 100;  // of money: from here on cents say nothing
  switch (scale) {
    case Scale::kMoney:
    case Scale::kRatio:
      return fmt::format("{} {}", grouped(value, value == 0 || std::abs(value) >= kWhole ? 0 : 2), currency);
    case Scale::kCount:
    case Scale::kGrowth:
      return grouped(value, 0);
    case Scale::kShare:
      break;
  }
  if (value == 0) return "0 %";
  constexpr double kSmall = 0.01;  // of rates: below, one decimal is not enough
  return fmt::format("{:.{}f} %", 100 * value, std::abs(value) < kSmall ? 2 : 1);
}

/// A difference of quantities: rates differ by points.
std::string amount_of_change(Scale scale, const std::string& currency, double change) {
  const std::string text = amount(scale, currency, std::abs(change));
  return scale == Scale::kShare ? text.substr(0, text.size() - 1) + "points" : text;
}

std::string significance(double p_value) {
  constexpr double kLeast = 0.001;
  return p_value < kLeast ? std::string("p < 0.001") : fmt::format("p = {:.3f}", p_value);
}

/// " (18 %)"; empty where a percentage says nothing.
std::string percentage(double now, double before) {
  constexpr double kMost = 10;  // times as much
  if (!(before > 0) || !(now > 0) || now / before > kMost) return "";
  const double change = 100 * std::abs(now / before - 1);
  return fmt::format(" ({:.{}f} %)", change, change < 10 ? 1 : 0);
}

std::string than_when(const DailyFacts& facts, Against against) {
  if (against == Against::kYearAgo) return "than in the same days a year before";
  return fmt::format("than in the {} days before", facts.periods.previous.days());
}

/// What a part is called: "the flow "Welcome"", "new customers".
std::string part_name(const Finding& part) {
  if (part.kind == "customers") return part.id + " customers";
  if (part.kind == "segment") return fmt::format("members of the segment \"{}\"", part.name);
  if (part.kind == "source") return part.id == "other" ? "what no message or form led to" : part.id + "s";
  if (part.kind == "acquisition")
    return part.id == "other" ? "customers first won without message or form"
                              : "customers first won by " + part.id + "s";
  if (part.kind == "channel") return part.id == "none" ? "what has no channel" : "the channel " + part.id;
  return fmt::format("the {} \"{}\"", part.kind, part.name);
}

/// "Revenue from the flow "Welcome"", "Orders of new customers".
std::string subject(const Measure& measure, const Finding& part) {
  const bool is_people = part.kind == "customers" || part.kind == "segment";
  if (measure.metric == "customers") {
    std::string name = part_name(part);
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
  }
  return fmt::format("{} {} {}", measure.title, is_people || measure.scale == Scale::kShare ? "of" : "from",
                     part_name(part));
}

/// "The open rate" after a comma.
std::string within_sentence(std::string title) {
  title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
  return title;
}

std::string_view higher(double change) { return change > 0 ? "higher" : "lower"; }
std::string_view more(double change) { return change > 0 ? "more" : "less"; }

class Sentence {
 public:
  Sentence(const DailyFacts& facts, const Measure& measure, const Finding& finding)
      : facts_(facts), measure_(measure), finding_(finding), was_(measure.is_plural ? "were" : "was") {}

  std::string total() const {
    const double now = *finding_.current, before = *finding_.previous;
    if (measure_.scale == Scale::kGrowth) return growth(now, before);
    return fmt::format("{} {} {}{} {} {}: {} after {} ({})", measure_.title, was_, by(finding_.change),
                       measure_.scale == Scale::kShare ? "" : percentage(now, before), higher(finding_.change),
                       than_when(facts_, finding_.against), is(now), is(before), significance(*finding_.p_value));
  }

  std::string part() const {
    if (finding_.once) return campaign();
    const double now = finding_.current.value_or(0), before = finding_.previous.value_or(0);
    if (finding_.effect == Effect::kMix)
      return fmt::format("That {} made up {} of {}, {} after {}, moved {} by {} ({})", part_name(finding_),
                         now > before ? "more" : "less", of_what(), amount(Scale::kShare, "", now),
                         amount(Scale::kShare, "", before), within_sentence(measure_.title), signed_by(finding_.change),
                         significance(*finding_.p_value));
    const double own = now - before;
    std::string text = fmt::format("{} {} {}{} {} {}: {} after {}", subject(measure_, finding_), was_, by(own),
                                   measure_.scale == Scale::kShare ? "" : percentage(now, before), higher(own),
                                   than_when(facts_, finding_.against), is(now), is(before));
    return text + fmt::format(" ({})", significance(*finding_.p_value));
  }

  std::string because(const Finding& part) const {
    const bool within = part.share && *part.share <= 1;
    const std::string size = by(part.change), sure = significance(*part.p_value);
    if (part.effect == Effect::kMix && !part.once)
      return fmt::format("that {} made up {} of {} explains {} of it ({})", part_name(part),
                         *part.current > *part.previous ? "more" : "less", of_what(), size, sure);
    const bool is_plural =
        part.kind == "customers" || part.kind == "segment" || part.kind == "source" || part.kind == "acquisition";
    if (within) return fmt::format("{} explain{} {} of it ({})", part_name(part), is_plural ? "" : "s", size, sure);
    return fmt::format("{} alone made {} {} ({})", part_name(part), size, more(part.change), sure);
  }

 private:
  std::string by(double change) const { return amount_of_change(measure_.scale, facts_.currency, change); }
  std::string signed_by(double change) const { return (change < 0 ? "-" : "+") + by(change); }
  std::string is(double value) const { return amount(measure_.scale, facts_.currency, value); }
  std::string of_what() const { return measure_.scale == Scale::kShare ? "the messages received" : "the orders"; }

  std::string growth(double now, double before) const {
    const std::string when = finding_.against == Against::kPrevious
                                 ? fmt::format("in the {} days before", facts_.periods.previous.days())
                                 : std::string("in the same days a year before");
    const auto said = [](double change) {
      return fmt::format("{} by {}", change < 0 ? "fell" : "grew", grouped(std::abs(change), 0));
    };
    return fmt::format("{} {} to {}, where {} they {} ({})", measure_.title, said(now), grouped(measure_.level, 0),
                       when, said(before), significance(*finding_.p_value));
  }

  std::string campaign() const {
    const bool is_over = finding_.change < 0 && measure_.scale != Scale::kShare;
    const std::string when =
        is_over ? fmt::format(" of the {} days before", facts_.periods.previous.days()) : std::string();
    const double own = measure_.scale == Scale::kShare ? finding_.current.value_or(finding_.previous.value_or(0))
                                                       : finding_.current.value_or(0) + finding_.previous.value_or(0);
    return fmt::format("The campaign \"{}\"{} is unlike others: {} {}, where {} is usual ({})", finding_.name, when,
                       within_sentence(measure_.title), is(own), is(finding_.usual), significance(*finding_.p_value));
  }

  const DailyFacts& facts_;
  const Measure& measure_;
  const Finding& finding_;
  std::string_view was_;
};

}  // namespace

std::string insight_text(const DailyFacts& facts, const Measure& measure, const Finding& finding,
                         const std::vector<Finding>& because) {
  const Sentence sentence(facts, measure, finding);
  if (finding.effect != Effect::kTotal) return sentence.part() + ".";
  std::string text = sentence.total();
  for (std::size_t i = 0; i < because.size(); ++i) text += (i == 0 ? "; " : ", and ") + sentence.because(because[i]);
  return text + ".";
}

}  // namespace klytics::insights
