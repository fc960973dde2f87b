#include "presentation/serve/http_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <charconv>
#include <thread>

#include "core/error.h"

namespace klytics::presentation {
namespace {

constexpr std::size_t kThreads = 256;  // one a connection: the library blocks on each
constexpr int kBacklog = 4096;         // its own is 5, which drops connections under load
constexpr std::size_t kKeepAliveRequests = 100'000;
constexpr int kKeepAliveSeconds = 5;  // an idle connection holds a thread
constexpr int kTimeoutSeconds = 5;    // for a client that sends or reads nothing
constexpr std::size_t kLargestRequest = 8 * 1024;

// By its first name, or by its other one.
std::string argument(const httplib::Request& request, const char* name, const char* other) {
  return request.get_param_value(request.has_param(name) ? name : other);
}

ApiRequest api_request(const httplib::Request& request) {
  return {request.method,
          request.path,
          request.get_param_value("dateRange"),
          argument(request, "metric1Id", "metric1"),
          argument(request, "metric2Id", "metric2"),
          request.get_header_value("Host"),
          request.get_header_value("Origin"),
          request.get_header_value("Authorization"),
          request.get_header_value("If-None-Match"),
          request.get_header_value("Accept-Encoding")};
}

void send(const ApiAnswer& answer, httplib::Response& response) {
  response.status = answer.status;
  std::string type = "application/json";
  for (const auto& [name, value] : answer.headers) {
    if (name == "Content-Type")
      type = value;  // set with the body
    else
      response.headers.emplace(name, value);
  }
  if (!answer.body || answer.body->empty()) return;
  // Given as a provider, the body is neither copied nor compressed again by the library.
  response.set_content_provider(answer.body->size(), type,
                                [body = answer.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                  return sink.write(body->data() + offset, length);
                                });
}

}  // namespace

ListenAddress parse_listen_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  ListenAddress address;
  if (colon != std::string::npos) {
    address.host = text.substr(0, colon);
    if (address.host.starts_with('[') && address.host.ends_with(']'))
      address.host = address.host.substr(1, address.host.size() - 2);
    const char* end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data() + colon + 1, end, address.port);
    if (error == std::errc{} && read == end && !address.host.empty() && address.port >= 0 && address.port <= 65535)
      return address;
  }
  throw Error(ErrorKind::kUsage, fmt::format("not an address to listen on: {}", text), "write it as 127.0.0.1:8080");
}

struct HttpServer::State {
  explicit State(Api& given) : api(given) {}

  Api& api;
  httplib::Server http;
  int listener = -1;
  int port = 0;
  std::thread thread;
};

HttpServer::HttpServer(Api& api, const ListenAddress& address) : state_(std::make_unique<State>(api)) {
  State& state = *state_;
  httplib::Server& http = state.http;
  http.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  http.set_tcp_nodelay(true);
  http.set_keep_alive_max_count(kKeepAliveRequests);
  http.set_keep_alive_timeout(kKeepAliveSeconds);
  http.set_read_timeout(kTimeoutSeconds);
  http.set_write_timeout(kTimeoutSeconds);
  http.set_payload_max_length(kLargestRequest);
  http.set_socket_options([&state](socket_t socket) {
    const int on = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    state.listener = socket;
  });
  const auto handler = [&state](const httplib::Request& request, httplib::Response& response) {
    send(state.api.handle(api_request(request)), response);
  };
  http.Get(".*", handler);
  http.Options(".*", handler);
  http.Delete(".*", handler);
  http.Post(".*", handler);
  http.Put(".*", handler);
  http.Patch(".*", handler);
  state.port = address.port;
  const bool bound = address.port == 0 ? (state.port = http.bind_to_any_port(address.host)) > 0
                                       : http.bind_to_port(address.host, address.port);
  if (!bound)
    throw Error(ErrorKind::kUnavailable, fmt::format("cannot listen on {}:{}", address.host, address.port),
                "choose another port with --listen, or end the program that holds it");
  ::listen(state.listener, kBacklog);
  state.thread = std::thread([&http] { http.listen_after_bind(); });
  while (!http.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

HttpServer::~HttpServer() { stop(); }

int HttpServer::port() const { return state_->port; }

void HttpServer::stop() {
  if (!state_->thread.joinable()) return;
  state_->http.stop();
  state_->thread.join();
}

}  // namespace klytics::presentation
