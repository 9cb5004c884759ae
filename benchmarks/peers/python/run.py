"""The job of `halftone run` as the usual Python stack does it: pandas, requests, Pillow, and a pool of five threads.

run.py FILE.csv FOLDER
"""

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import requests
from PIL import Image

AT_ONCE = 5


def make_smaller(job):
    session, url, file = job
    answer = session.get(url, timeout=30)
    answer.raise_for_status()
    image = Image.open(io.BytesIO(answer.content))
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    image.save(file, "JPEG", quality=50)
    return f"images/{file.name}"


def main(csv, folder):
    images = folder / "images"
    images.mkdir(parents=True)
    products = pandas.read_csv(csv, dtype=str)
    urls = [cell.split(",") for cell in products["Input Image URLs"]]
    with requests.Session() as session, ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [
            (session, url, images / f"{row}-{position}.jpg")
            for row, cell in enumerate(urls)
            for position, url in enumerate(cell)
        ]
        outputs = iter(list(pool.map(make_smaller, jobs)))
    products["Output Image URLs"] = [",".join(next(outputs) for _ in cell) for cell in urls]
    products.to_csv(folder / "output.csv", index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]))
