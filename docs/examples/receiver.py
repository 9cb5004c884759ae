"""Receives webhooks and says of each whether it is genuine. Python 3.9 or newer, nothing else.

    PORT=9000 SECRET=whsec_... python3 receiver.py
"""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from webhooks import verify


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        genuine = verify(os.environ["SECRET"], headers, body)
        print("genuine" if genuine else "forged", body.decode(), flush=True)
        self.send_response(204 if genuine else 401)
        self.end_headers()


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Receiver).serve_forever()
