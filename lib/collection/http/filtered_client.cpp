#include "collection/http/filtered_client.h"

namespace klytics::collection {

std::vector<HttpClient::Finished> FilteredClient::wait(std::chrono::milliseconds at_most) {
  std::vector<Finished> finished = client_.wait(at_most);
  for (Finished& transfer : finished) {
    if (transfer.response.status != 200) continue;
    if (std::optional<std::string> body = filter_(transfer.response.body)) {
      body->reserve(body->size() + kBodyPadding);
      transfer.response.body = std::move(*body);
    }
  }
  return finished;
}

}  // namespace klytics::collection
