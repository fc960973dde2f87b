# Answers that no client should swallow.
import http.server
import zlib


def bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    text = b" " * (1 << 20)
    return b"".join(packer.compress(text) for _ in range(65)) + packer.flush()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"data":[]}'
        self.send_response(200)
        if self.path == "/api/body":
            body = bomb()
            self.send_header("Content-Encoding", "gzip")
        elif self.path == "/api/headers":
            for number in range(100):
                self.send_header(f"X-{number}", "x" * 4000)
        elif self.path == "/api/nested":
            body = b'{"data":[{"deep":' + b"[" * 100000 + b"]" * 100000 + b"}]}"
        elif self.path == "/api/text":
            body = b"<html></html>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
