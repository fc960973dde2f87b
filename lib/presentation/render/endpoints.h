// The one list of the dashboard's endpoints: which files a range has, what stands in them, what the dashboard accepts
// and where the numbers come from. Files, checks and explanations are all driven by it. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "presentation/render/contract.h"
#include "presentation/render/dashboard.h"
#include "presentation/render/figures.h"

namespace klytics::presentation {

/// A file: its path below the folder of a range ("charts/revenue"), or of the whole tree, and its JSON text.
struct Document {
  std::string path;
  std::string body;

  bool operator==(const Document&) const = default;
};

/// One endpoint, or a family of endpoints that differ in the last parts of their path, such as a metric's id.
struct Endpoint {
  std::string_view name;  // "charts/revenue"; of a family the part that its documents share: "analytics/timeseries"
  /// Of a family what follows the name in each document that export writes: "revenue". nullptr of an endpoint.
  std::vector<std::string> (*members)(const Dashboard& dashboard);
  /// The body, of a family that of one member, which may be one that export does not write; nullopt for no such member.
  std::optional<std::string> (*body)(const Dashboard& dashboard, const RangeValues& values, std::string_view member);
  Check (*contract)();
  std::span<const Figure> figures;  // the numbers in it, for `klytics explain`
};

/// All endpoints, in the order of the contract.
std::span<const Endpoint> endpoints();

/// Families of which a range has as many documents as there is something to show, maybe none.
std::span<const Endpoint> families();

/// The endpoint that a document belongs to: the one of that name, or the family that it lies below. nullptr for none.
const Endpoint* find_endpoint(std::string_view document);

/// What follows the name of its endpoint in a document: "revenue"; empty when nothing does.
std::string_view member_of(const Endpoint& endpoint, std::string_view document);

/// The body of one document of a range; nullopt when there is none.
std::optional<std::string> render_document(const Dashboard& dashboard, const RangeValues& values,
                                           std::string_view document);

/// Every document of one range, in the order of the endpoints and families: what export writes.
std::vector<Document> render_range(const Dashboard& dashboard, const RangeValues& values);

}  // namespace klytics::presentation
