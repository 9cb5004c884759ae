"""Sends a CSV to Halftone, waits for the end, and writes the output CSV. Python 3.9 or newer, nothing else.

    python3 halftone.py http://localhost:8080 products.csv output.csv

If the server uses API keys, set the variable API_KEY.
"""

import json
import os
import shutil
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def call(method, url, body=None, content_type=None):
    headers = {}
    if content_type:
        headers["Content-Type"] = content_type
    if os.environ.get("API_KEY"):
        headers["Authorization"] = "Bearer " + os.environ["API_KEY"]
    return urlopen(Request(url, data=body, headers=headers, method=method), timeout=60)


def explain(error):
    """A problem document has a `code`, a `detail`, and for a CSV its `violations`."""
    problem = json.load(error)
    lines = [f"{problem['code']}: {problem['detail']}"]
    for violation in problem.get("violations", []):
        lines.append(f"line {violation['line']}, column {violation['column']}: {violation['message']}")
    return "\n".join(lines)


def main(server, csv, output):
    with open(csv, "rb") as file:
        request = json.load(call("POST", f"{server}/v1/requests", file.read(), "text/csv"))
    status_url = f"{server}/v1/requests/{request['request_id']}"

    status = json.load(call("GET", status_url))
    while status["finished_at"] is None:
        time.sleep(min(max(status["eta_seconds"] or 1, 1), 10))
        status = json.load(call("GET", status_url))
    print(f"{status['status']}: {status['message']}")

    with call("GET", f"{status_url}/output.csv") as response, open(output, "wb") as file:
        shutil.copyfileobj(response, file)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except HTTPError as error:
        sys.exit(explain(error))
