// The job of `halftone run` as it is done in Node, with sharp and undici, sixteen images under way at once.
//
// node run.mjs FILE.csv FOLDER
//
// libvips codes an image on one thread, since images are coded side by side; how many at once says UV_THREADPOOL_SIZE.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import sharp from 'sharp';
import { Agent, request } from 'undici';

const AT_ONCE = 16;

const [csv, folder] = process.argv.slice(2);
const dispatcher = new Agent({ connections: AT_ONCE, pipelining: 1 });

sharp.concurrency(1);
sharp.cache(false);

async function fetchImage(url) {
    const answer = await request(url, { dispatcher });
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
    return Buffer.from(await answer.body.arrayBuffer());
}

async function makeSmaller({ url, name }) {
    const image = await fetchImage(url);
    await sharp(image).jpeg({ quality: 50 }).toFile(join(folder, name));
}

async function workOff(jobs) {
    const rest = jobs.values();
    const worker = async () => {
        for (const job of rest) await makeSmaller(job);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const products = parse(await readFile(csv), { columns: true, bom: true });
const jobs = products.map((product, row) =>
    product['Input Image URLs'].split(',').map((url, position) => ({ url, name: `images/${row}-${position}.jpg` })));

await mkdir(join(folder, 'images'), { recursive: true });
await workOff(jobs.flat());
products.forEach((product, row) => {
    product['Output Image URLs'] = jobs[row].map(({ name }) => name).join(',');
});
await writeFile(join(folder, 'output.csv'), stringify(products, { header: true }));
await dispatcher.close();
