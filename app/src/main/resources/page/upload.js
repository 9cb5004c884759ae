// Uploads a form and reports progress. `fetch` cannot report it, so this is an XMLHttpRequest.

import { askForKey } from './api-key.js';
import { parseResponse, Problem, UNREACHABLE } from './api.js';
import { percent } from './format.js';

/** Returns the server's response; throws its `Problem`. `onProgress` receives a text to show. */
export async function upload(path, form, onProgress) {
    const { status, text } = await send(path, form, onProgress);
    if (status !== 401) return parseResponse(status < 400, text);
    await askForKey();
    return upload(path, form, onProgress);
}

function send(path, form, onProgress) {
    return new Promise((resolve, reject) => {
        const xhr = new XMLHttpRequest();
        xhr.open('POST', path);
        xhr.upload.addEventListener('progress', ({ loaded, total }) => onProgress(progressText(loaded, total)));
        xhr.addEventListener('load', () => resolve({ status: xhr.status, text: xhr.responseText }));
        xhr.addEventListener('error', () => reject(new Problem(UNREACHABLE)));
        xhr.send(form);
        onProgress('Uploading…');
    });
}

const progressText = (loaded, total) =>
    loaded < total ? `Uploading… ${percent(loaded, total)}%` : 'Uploaded. Checking the CSV…';
