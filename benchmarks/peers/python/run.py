"""Does the job of `halftone run` with the usual Python stack: pandas, requests, Pillow, and a pool of five threads.

run.py FILE.csv FOLDER
"""

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import requests
from PIL import Image

THREADS = 5


def recompress(job):
    session, url, file = job
    response = session.get(url, timeout=30)
    response.raise_for_status()
    image = Image.open(io.BytesIO(response.content))
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    image.save(file, "JPEG", quality=50)
    return f"images/{file.name}"


def main(csv, folder):
    images = folder / "images"
    images.mkdir(parents=True)
    products = pandas.read_csv(csv, dtype=str)
    urls = [cell.split(",") for cell in products["Input Image URLs"]]
    with requests.Session() as session, ThreadPoolExecutor(THREADS) as pool:
        jobs = [
            (session, url, images / f"{row}-{position}.jpg")
            for row, cell in enumerate(urls)
            for position, url in enumerate(cell)
        ]
        outputs = iter(list(pool.map(recompress, jobs)))
    products["Output Image URLs"] = [",".join(next(outputs) for _ in cell) for cell in urls]
    products.to_csv(folder / "output.csv", index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]))
