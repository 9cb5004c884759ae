// Sends a CSV to Halftone, waits for the end, and writes the output CSV. Node 20 or newer, nothing else.
//
//     node halftone.mjs http://localhost:8080 products.csv output.csv
//
// If the server uses API keys, set the variable API_KEY.

import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const [server, csv, output] = process.argv.slice(2);
const headers = process.env.API_KEY ? { Authorization: `Bearer ${process.env.API_KEY}` } : {};

// A problem document has a `code`, a `detail`, and for a CSV its `violations`.
async function call(path, options = {}) {
    const response = await fetch(server + path, { headers, ...options });
    if (response.ok) return response;
    const problem = await response.json();
    const violations = problem.violations ?? [];
    const places = violations.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`);
    throw new Error([`${problem.code}: ${problem.detail}`, ...places].join('\n'));
}

try {
    const form = new FormData();
    form.append('file', await openAsBlob(csv), 'products.csv');
    const { request_id: id } = await (await call('/v1/requests', { method: 'POST', body: form })).json();

    let status = await (await call(`/v1/requests/${id}`)).json();
    while (status.finished_at === null) {
        await sleep(1000 * Math.min(Math.max(status.eta_seconds ?? 1, 1), 10));
        status = await (await call(`/v1/requests/${id}`)).json();
    }
    console.log(`${status.status}: ${status.message}`);

    const result = await call(`/v1/requests/${id}/output.csv`);
    await writeFile(output, result.body);
} catch (error) {
    console.error(error.message);
    process.exitCode = 1;
}
