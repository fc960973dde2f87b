#include "server/server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <zlib.h>

#include <filesystem>
#include <mutex>
#include <ostream>
#include <thread>
#include <utility>

#include "api/api.h"
#include "core/error.h"
#include "generate/generate.h"
#include "server/bad_answers.h"
#include "server/connections.h"
#include "server/gate.h"

namespace klaviyo_sim {
namespace {

constexpr std::size_t kThreads = 256;  // one a connection: the library blocks on each
constexpr int kBacklog = 4096;         // its own is 5, which drops connections of a parallel client
constexpr std::size_t kKeepAliveRequests = 1'000'000;
constexpr int kKeepAliveSeconds = 75;  // as common web servers
constexpr std::size_t kWorthCompressing = 1024;

std::string gzip(const std::string& text) {
  z_stream stream{};
  // 16 above the window bits asks for the gzip format; level 1, because the answer is read once on the same machine.
  if (deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw klytics::Error(klytics::ErrorKind::kInternal, "deflateInit2 failed");
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw klytics::Error(klytics::ErrorKind::kInternal, "deflate failed");
  return packed;
}

std::vector<std::pair<std::string, std::string>> query_of(const httplib::Request& request) {
  return {request.params.begin(), request.params.end()};
}

}  // namespace

struct Server::State {
  explicit State(Options given) : options(std::move(given)) {}

  void respond(const httplib::Request& request, httplib::Response& response);
  void hold(const std::string& path);

  Options options;
  Generated generated;
  std::string base_url;
  int listener = -1;
  int port = 0;
  httplib::Server http;
  std::optional<Api> api;
  std::optional<Gate> gate;
  std::thread thread;
  std::mutex hold_mutex;
  std::filesystem::file_time_type hold_made_at;
  std::uint64_t hold_let_pass = 0;  // since the file was made
};

// An API that keeps silent until it is told otherwise: whoever asks is caught in the middle of its work, however fast
// it is.
void Server::State::hold(const std::string& path) {
  constexpr std::chrono::milliseconds kNap{10};
  if (options.hold_while.empty() || !path.starts_with(options.hold_path)) return;
  {
    const std::lock_guard lock(hold_mutex);
    std::error_code absent;
    const auto made_at = std::filesystem::last_write_time(options.hold_while, absent);
    if (absent) return;
    if (std::exchange(hold_made_at, made_at) != made_at) hold_let_pass = 0;
    if (hold_let_pass++ < options.hold_after) return;
  }
  while (http.is_running() && std::filesystem::exists(options.hold_while)) std::this_thread::sleep_for(kNap);
}

void Server::State::respond(const httplib::Request& request, httplib::Response& response) {
  hold(request.path);
  if (options.latency_milliseconds > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(options.latency_milliseconds));
  GateRequest call;
  call.request = {request.method, request.path, query_of(request), request.body, 0};
  call.authorization = request.get_header_value("Authorization");
  call.revision = request.get_header_value("revision");
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  Reply reply = gate->handle(std::move(call), now);
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers) response.set_header(name, value);
  if (options.compression && reply.body.size() >= kWorthCompressing &&
      request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos) {
    reply.body = gzip(reply.body);
    response.set_header("Content-Encoding", "gzip");
  }
  if (is_bad_answer(reply.fault)) return answer_badly(reply.fault, request, response, std::move(reply.body));
  response.body = std::move(reply.body);
  response.set_header("Content-Type", reply.fault == Fault::kNotJson ? "text/html" : kContentType);
}

Server::Server(Options options) : state_(std::make_unique<State>(std::move(options))) {
  State& state = *state_;
  httplib::Server& http = state.http;
  http.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  http.set_tcp_nodelay(true);
  http.set_keep_alive_max_count(kKeepAliveRequests);
  http.set_keep_alive_timeout(kKeepAliveSeconds);
  http.set_socket_options([&state](socket_t socket) {
    const int on = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    state.listener = socket;
  });
  int& port = state.port = state.options.port;
  const bool bound = port == 0 ? (port = http.bind_to_any_port("127.0.0.1")) > 0 : http.bind_to_port("127.0.0.1", port);
  if (!bound)
    throw klytics::Error(klytics::ErrorKind::kUnavailable, fmt::format("cannot listen on 127.0.0.1:{}", port),
                         "choose another port, or 0 for any free one");
  ::listen(state.listener, kBacklog);
  state.base_url = fmt::format("http://127.0.0.1:{}", port);
  std::string origin = state.options.public_url.empty() ? state.base_url : state.options.public_url;
  while (origin.ends_with('/')) origin.pop_back();

  const klytics::Date today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  state.generated = generate_shop(state.options, today);
  state.api.emplace(state.generated.shop, state.options, origin);
  state.gate.emplace(*state.api, state.options);
  const auto handler = [&state](const httplib::Request& request, httplib::Response& response) {
    state.respond(request, response);
  };
  http.Get(".*", handler);
  http.Post(".*", handler);
  state.thread = std::thread([&http] { http.listen_after_bind(); });
  while (!http.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

Server::~Server() { stop(); }

const std::string& Server::base_url() const { return state_->base_url; }
const Shop& Server::shop() const { return state_->generated.shop; }
const std::optional<OrderCounts>& Server::order_counts() const { return state_->generated.order_counts; }
std::uint64_t Server::requests() const { return state_->gate->requests(); }

void Server::print_stats(std::ostream& out) const {
  for (const auto& [what, count] : state_->gate->counts()) out << fmt::format("{:>10}  {}\n", count, what);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  out << fmt::format("cpu seconds: {:.2f} user, {:.2f} system; peak memory {} KiB\n", seconds(usage.ru_utime),
                     seconds(usage.ru_stime), usage.ru_maxrss);
}

void Server::stop() {
  if (!state_->thread.joinable()) return;
  state_->http.stop();
  // Idle connections would keep their threads until the client or the keep-alive time ends them.
  shut_down(sockets_at(state_->port));
  state_->thread.join();
}

}  // namespace klaviyo_sim
