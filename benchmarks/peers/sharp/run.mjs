// Does the job of `halftone run` in Node with sharp and undici, 16 images at a time.
//
// node run.mjs FILE.csv FOLDER
//
// libvips uses one thread for each image, since images are coded in parallel; UV_THREADPOOL_SIZE sets how many.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import sharp from 'sharp';
import { Agent, request } from 'undici';

const CONCURRENCY = 16;

const [csv, folder] = process.argv.slice(2);
const dispatcher = new Agent({ connections: CONCURRENCY, pipelining: 1 });

sharp.concurrency(1);
sharp.cache(false);

async function fetchImage(url) {
    const response = await request(url, { dispatcher });
    if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
    return Buffer.from(await response.body.arrayBuffer());
}

async function recompress({ url, name }) {
    const image = await fetchImage(url);
    await sharp(image).jpeg({ quality: 50 }).toFile(join(folder, name));
}

async function processAll(jobs) {
    const queue = jobs.values();
    const worker = async () => {
        for (const job of queue) await recompress(job);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

const products = parse(await readFile(csv), { columns: true, bom: true });
const jobs = products.map((product, row) =>
    product['Input Image URLs'].split(',').map((url, position) => ({ url, name: `images/${row}-${position}.jpg` })));

await mkdir(join(folder, 'images'), { recursive: true });
await processAll(jobs.flat());
products.forEach((product, row) => {
    product['Output Image URLs'] = jobs[row].map(({ name }) => name).join(',');
});
await writeFile(join(folder, 'output.csv'), stringify(products, { header: true }));
await dispatcher.close();
