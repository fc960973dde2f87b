#include "server/bad_answers.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <thread>

#include "server/connections.h"

namespace klaviyo_sim {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPause{25};
constexpr std::size_t kPieces = 8;
constexpr int kMostStalledPauses = 4800;  // two minutes, when the client never gives up

bool is_still_connected(int remote_port) {
  const std::vector<int> sockets = sockets_from(remote_port);
  char next = 0;
  return !sockets.empty() && ::recv(sockets.front(), &next, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
}

// A reset instead of an orderly end: what is on its way is lost too.
void reset(int remote_port) {
  sockaddr nobody{};
  nobody.sa_family = AF_UNSPEC;
  for (const int socket : sockets_from(remote_port)) ::connect(socket, &nobody, sizeof nobody);
}

// The library sends headers in one piece, so they are written past it, and the connection ends before it adds its own.
void send_headers_slowly(const httplib::Request& request, const httplib::Response& response, const std::string& body) {
  std::string text = fmt::format("HTTP/1.1 {} \r\n", response.status);
  for (const auto& [name, value] : response.headers) text += fmt::format("{}: {}\r\n", name, value);
  text += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", kContentType, body.size());
  const std::vector<int> sockets = sockets_from(request.remote_port);
  const auto send = [&](std::string_view part) {
    while (!part.empty()) {
      const ssize_t sent = ::send(sockets.front(), part.data(), part.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      part.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  };
  if (sockets.empty()) return;
  const std::size_t piece = text.size() / kPieces + 1;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    std::this_thread::sleep_for(kPause);
    if (!send(std::string_view(text).substr(at, piece))) break;
  }
  send(body);
  shut_down(sockets);
}

// Announces the whole body and sends half of it; what follows is the fault's.
bool send_half(Fault fault, int remote_port, const std::string& body, std::size_t offset, httplib::DataSink& sink) {
  const std::size_t half = body.size() / 2;
  if (offset < half) return sink.write(body.data() + offset, half - offset);
  if (fault == Fault::kReset) reset(remote_port);
  if (fault == Fault::kStall)
    for (int i = 0; i < kMostStalledPauses && is_still_connected(remote_port); ++i) std::this_thread::sleep_for(kPause);
  return false;
}

}  // namespace

bool is_bad_answer(Fault fault) {
  switch (fault) {
    case Fault::kDrop:
    case Fault::kReset:
    case Fault::kTruncate:
    case Fault::kStall:
    case Fault::kSlow:
    case Fault::kSlowHeaders:
    case Fault::kBrokenGzip:
      return true;
    default:
      return false;
  }
}

void answer_badly(Fault fault, const httplib::Request& request, httplib::Response& response, std::string body) {
  switch (fault) {
    case Fault::kDrop:
      return shut_down(sockets_from(request.remote_port));
    case Fault::kSlowHeaders:
      return send_headers_slowly(request, response, body);
    case Fault::kBrokenGzip:
      response.set_header("Content-Encoding", "gzip");
      for (std::size_t i = body.size() / 2; i < body.size(); ++i) body[i] = static_cast<char>(~body[i]);
      response.set_content(body, kContentType);
      return;
    default:
      break;
  }
  const auto text = std::make_shared<std::string>(std::move(body));
  const int port = request.remote_port;
  response.set_content_provider(
      text->size(), kContentType, [text, fault, port](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        if (fault != Fault::kSlow) return send_half(fault, port, *text, offset, sink);
        std::this_thread::sleep_for(kPause);
        return sink.write(text->data() + offset, std::min(length, text->size() / kPieces + 1));
      });
}

}  // namespace klaviyo_sim
