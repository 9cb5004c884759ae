"""Sends the parts of a large table to Halftone, each as a request of its own. Python 3.9 or newer, nothing else.

    python3 partitions.py http://localhost:8080 JOB part-0.csv part-1.csv ...

writes part-0.csv.out and so on. In PySpark, a part is a partition:

    rows = table.select("serial", "name", "urls").rdd           # urls: separated by commas
    rows.mapPartitionsWithIndex(lambda part, rows: process("http://halftone:8080", "JOB", part, rows))

A part that is sent again, after a crash or by Spark's speculation, gets the same request: the name of the job and the
number of the part are its idempotency key. If the server uses API keys, set the variable API_KEY.
"""

import csv
import io
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

HEADER = ["Serial Number", "Product Name", "Input Image URLs"]


def process(server, job, part, rows):
    """Yields a row for each of `rows`, with its new URLs in a fourth cell. Blocks until all images have ended."""
    upload = io.StringIO()
    csv.writer(upload).writerows([HEADER, *rows])
    url = f"{server}/v1/requests/" + send(server, f"{job}-{part}", upload.getvalue().encode())["request_id"]
    status = json.load(call("GET", url))
    while status["finished_at"] is None:
        time.sleep(min(max(status["eta_seconds"] or 1, 1), 30))
        status = json.load(call("GET", url))
    with call("GET", f"{url}/output.csv") as output:
        lines = csv.reader(io.TextIOWrapper(output, "utf-8", newline=""))
        next(lines)
        yield from lines


def send(server, key, body):
    """Waits while the server has as many open requests as it takes."""
    while True:
        try:
            headers = {"Content-Type": "text/csv", "Idempotency-Key": key}
            return json.load(call("POST", f"{server}/v1/requests", body, headers))
        except HTTPError as error:
            if error.code not in (429, 503):
                sys.exit(error.read().decode())
            time.sleep(int(error.headers.get("Retry-After", 5)))


def call(method, url, body=None, headers=()):
    headers = dict(headers)
    if os.environ.get("API_KEY"):
        headers["Authorization"] = "Bearer " + os.environ["API_KEY"]
    return urlopen(Request(url, data=body, headers=headers, method=method), timeout=300)


def process_file(server, job, part, path):
    with open(path, newline="") as file, open(path + ".out", "w", newline="") as out:
        rows = csv.reader(file)
        next(rows)
        csv.writer(out).writerows(process(server, job, part, rows))


if __name__ == "__main__":
    server, job, *paths = sys.argv[1:]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda part: process_file(server, job, *part), enumerate(paths)))
