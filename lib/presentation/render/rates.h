// The percentages of the dashboard, from counts. Pure.
#pragma once

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// 100 * part / whole with one digit, 0 without a whole, never above 100: the dashboard throws a file with a larger
/// rate away. More parts than wholes are possible only where the account does not record the whole (a form that counts
/// submissions but misses views); the manifest then says so.
Decimal rate(std::int64_t part, std::int64_t whole);

Decimal open_rate(const MessageCounts& counts);        // unique opens / received
Decimal human_open_rate(const MessageCounts& counts);  // the same without machine opens
Decimal click_rate(const MessageCounts& counts);       // unique clicks / received
Decimal conversion_rate(const MessageCounts& counts);  // converters / received
Decimal conversion_rate(const Segment& segment);       // buyers / members
Decimal submission_rate(const Form& form);             // submissions / views

/// Delivered and bounced: "sent" of a campaign, "recipients" of a flow.
std::int64_t sent(const MessageCounts& counts);

}  // namespace klytics::presentation
