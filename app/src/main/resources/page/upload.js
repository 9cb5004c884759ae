// Sends a form and tells how far it is: `fetch` cannot, so this is an XMLHttpRequest.

import { answered, Problem, UNREACHABLE } from './api.js';
import { askForKey } from './key.js';
import { percent } from './words.js';

/** Gives what the server says of the upload; throws its `Problem`. */
export async function upload(path, form, tell) {
    const { status, text } = await sent(path, form, tell);
    if (status !== 401) return answered(status < 400, text);
    await askForKey();
    return upload(path, form, tell);
}

function sent(path, form, tell) {
    return new Promise((resolve, reject) => {
        const call = new XMLHttpRequest();
        call.open('POST', path);
        call.upload.addEventListener('progress', ({ loaded, total }) => tell(words(loaded, total)));
        call.addEventListener('load', () => resolve({ status: call.status, text: call.responseText }));
        call.addEventListener('error', () => reject(new Problem(UNREACHABLE)));
        call.send(form);
        tell('Sending…');
    });
}

const words = (loaded, total) => loaded < total ? `Sending… ${percent(loaded, total)} %` : 'Sent. Reading every line…';
