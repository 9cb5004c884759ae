"""An image service in one file: takes signed jobs of JPEGs, works on them, calls back. Python 3.9 or newer, nothing else.

    PORT=8082 SECRETS=secrets python3 image_service.py
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

with open(os.environ["SECRETS"]) as file:  # lines: jobs whsec_… and callbacks whsec_…
    SECRETS = dict(line.split() for line in file)
JOBS = {}  # Keep yours on disk: a job that was answered with 202 must survive a crash.


def work(jpeg, recipe):
    """Your work. This one changes nothing; it returns the new image, its width and its height."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return jpeg, int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big")


def result(image):
    try:  # Anyone may have written a source URL: keep yours out of your own network.
        with urlopen(image["source_url"], timeout=30) as response:
            output, width, height = work(response.read(50_000_000), image["recipe"])
    except (OSError, IndexError) as error:
        retryable = isinstance(error, OSError) and getattr(error, "code", 500) >= 500
        return {"status": "failed", "code": "service_failed", "message": str(error), "retryable": retryable}
    content, digest = base64.b64encode(output).decode(), hashlib.sha256(output).hexdigest()
    size = {"bytes": len(output), "width": width, "height": height}
    return {"status": "succeeded", "content": content, "sha256": digest, **size}


def process(job, results):
    for image in job["images"]:
        if JOBS.get(job["job_id"], (0, 0))[1] is results:  # not deleted meanwhile
            results[image["image_id"]] = {"image_id": image["image_id"], **result(image)}
            call_back(job, results[image["image_id"]])


def call_back(job, image):
    body, message_id = json.dumps({"job_id": job["job_id"], "images": [image]}).encode(), f"msg_{uuid.uuid4().hex}"
    for pause in (1, 5, 60, 300, 0):
        now = str(int(time.time()))
        signed = {"webhook-id": message_id, "webhook-timestamp": now}
        signed["webhook-signature"] = sign("callbacks", message_id, now, body)
        try:
            with urlopen(Request(job["callback_url"], body, {"Content-Type": "application/json", **signed}), timeout=15):
                return
        except OSError:
            time.sleep(pause)


def sign(kind, message_id, timestamp, body):
    key = base64.b64decode(SECRETS[kind].removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


class Service(BaseHTTPRequestHandler):
    def handle_signed(self):
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 4 << 20))
        message_id, timestamp, signatures = (
            self.headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature"))
        is_timely = timestamp.isdecimal() and abs(time.time() - int(timestamp)) <= 300
        expected = sign("jobs", message_id, timestamp, body)
        if not is_timely or not any(hmac.compare_digest(expected, given) for given in signatures.split()):
            return self.respond(401, {"code": "unauthorized"})
        job, results = JOBS.get(self.path.removeprefix("/v1/jobs/"), (None, None))
        if self.command == "POST":
            self.take(json.loads(body))
        elif self.command == "DELETE":
            JOBS.pop(self.path.removeprefix("/v1/jobs/"), None)
            self.respond(204)
        elif self.path == "/v1":
            self.respond(200, {"max_images_per_job": 100, "max_images_in_flight": 1000, "version": "example 1"})
        elif job:
            ids = [image["image_id"] for image in job["images"]]
            images = [results.get(one, {"image_id": one, "status": "pending"}) for one in ids]
            self.respond(200, {"job_id": job["job_id"], "images": images})
        else:
            self.respond(404, {"code": "not_found"})

    do_GET = do_POST = do_DELETE = handle_signed

    def take(self, job):
        new = (job, {})
        stored = JOBS.setdefault(job["job_id"], new)
        if any(stored[0][field] != job[field] for field in ("images", "callback_url")):
            return self.respond(422, {"code": "job_id_reused"})
        if stored is new:
            threading.Thread(target=process, args=new, daemon=True).start()
        self.respond(202, {"job_id": job["job_id"], "rejected": []})

    def respond(self, status, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Service).serve_forever()
