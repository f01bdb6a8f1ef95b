"""A receiver of webhooks on loopback, and names that lead wherever a test says."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

LOOPBACK = [ip_network("127.0.0.0/8")]


class Receiver:
    """Keeps what it got as (path, headers, body); `answer(handler, body)` writes what it says back."""

    def __init__(self, answer=None, context=None):
        self.got, kept = [], self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kept.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                (answer or taken)(self, body)

            do_GET = do_POST  # noqa: N815  the name that is called

            def log_message(self, *_args):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128  # connections of several workers at once

            def handle_error(self, *_args):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    def url(self, path="/hooks", name="127.0.0.1", scheme="http"):
        return f"{scheme}://{name}:{self.port}{path}"


def taken(handler, _body=b""):
    says(200, b"thanks")(handler, b"")


def says(status, text=b"", **headers):
    """An answer of that status."""

    def answer(handler, _body):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    return answer


def leads_to(monkeypatch, *turns):
    """Each look-up of a name gives the next of `turns`, the last one for ever; what was asked is returned."""
    asked = []

    def look_up(host, port, *_args, **_options):
        addresses = turns[min(len(asked), len(turns) - 1)]
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked
