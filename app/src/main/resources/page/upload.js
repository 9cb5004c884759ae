// Uploads a form and reports progress. `fetch` cannot report it, so this is an XMLHttpRequest.

import { askForKey } from './api-key.js';
import { parseResponse, Problem, UNREACHABLE } from './api.js';
import { formatPercent, percent } from './format.js';

/**
 * Returns the server's response; throws its `Problem`, or the signal's reason. `onProgress` receives a text to show.
 */
export async function upload(path, form, onProgress, signal) {
    const { status, text } = await send(path, form, onProgress, signal);
    if (status !== 401) return parseResponse(status < 400, text);
    await askForKey();
    signal?.throwIfAborted();
    return upload(path, form, onProgress, signal);
}

function send(path, form, onProgress, signal) {
    return new Promise((resolve, reject) => {
        const xhr = new XMLHttpRequest();
        signal?.addEventListener('abort', () => {
            xhr.abort();
            reject(signal.reason);
        });
        xhr.open('POST', path);
        xhr.upload.addEventListener('progress', ({ loaded, total }) => onProgress(progressText(loaded, total)));
        xhr.addEventListener('load', () => resolve({ status: xhr.status, text: xhr.responseText }));
        xhr.addEventListener('error', () => reject(new Problem(UNREACHABLE)));
        xhr.send(form);
        onProgress('Uploading…');
    });
}

const progressText = (loaded, total) =>
    loaded < total ? `Uploading… ${formatPercent(percent(loaded, total))}` : 'Uploaded. Checking the file…';
