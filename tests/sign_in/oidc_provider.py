"""An OpenID provider on loopback: authorisation code with PKCE, signed ID tokens, userinfo. It is strict about
what it is asked, so that a client which forgets something fails here."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "xtreme", "a secret of the provider's"
KEY = secrets.token_hex(32)


class OpenIDProvider:
    """`vouch(url, **claims)` is the person who signs in there: it takes what our page led to and gives the
    address that the browser is sent back to."""

    def __init__(self):
        self.codes, self.tokens, provider = {}, {}, self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                pages = {
                    "/.well-known/openid-configuration": provider.configuration,
                    "/userinfo": lambda: provider.tokens[token],
                    "/jwks": lambda: {"keys": []},
                }
                provider.say(self, pages[urlsplit(self.path).path]())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                words = {name: values[0] for name, values in parse_qs(body).items()}
                status, answer = provider.exchange(words, self.headers.get("Authorization", ""))
                provider.say(self, answer, status)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    @staticmethod
    def say(handler, answer, status=200):
        body = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/logout",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def vouch(self, url, **claims):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{self.url}/authorize?")
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert {"openid", "email"} <= set(asked["scope"].split())
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_hex(8)
        self.codes[code] = asked, claims
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, words, authorization):
        asked, claims = self.codes.pop(words.get("code"), (None, None))
        verifier = hashlib.sha256(words.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if (
            asked is None
            or challenge != asked["code_challenge"]
            or words["redirect_uri"] != asked["redirect_uri"]
            or (words.get("client_id"), words.get("client_secret")) != (CLIENT, SECRET)
        ):
            return 400, {"error": "invalid_grant"}
        token, now = secrets.token_hex(16), int(time.time())
        self.tokens[token] = claims
        signed = claims | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        return 200, {
            "access_token": token,
            "token_type": "Bearer",
            "id_token": jwt.encode(signed, KEY, algorithm="HS256"),
        }
