# Answers every request with the Authorization header that it came with.
import http.server
import json


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        record = {
            "type": "echo",
            "id": "1",
            "header": self.headers["Authorization"],
            "quoted": 'password="a \\" b" and then',
            "large": 0,
        }
        text = json.dumps({"data": [record]}, indent=1).replace('"large": 0', '"large": 123456789012345678901234567890.0')
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
