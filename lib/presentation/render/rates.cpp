#include "presentation/render/rates.h"

#include <algorithm>

namespace klytics::presentation {

Decimal rate(std::int64_t part, std::int64_t whole) { return percentage(std::min(part, whole), whole); }

Decimal open_rate(const MessageCounts& counts) { return rate(counts.unique_opens, counts.received); }
Decimal human_open_rate(const MessageCounts& counts) { return rate(counts.unique_human_opens, counts.received); }
Decimal click_rate(const MessageCounts& counts) { return rate(counts.unique_clicks, counts.received); }
Decimal conversion_rate(const MessageCounts& counts) { return rate(counts.converters, counts.received); }
Decimal conversion_rate(const Segment& segment) { return rate(segment.buyers, segment.members); }
Decimal submission_rate(const Form& form) { return rate(form.submissions, form.views); }

std::int64_t sent(const MessageCounts& counts) { return counts.received + counts.bounced; }

}  // namespace klytics::presentation
