// Talks to the server as every client does. What goes wrong comes as a `Problem`.

import { askForKey } from './key.js';
import { offline } from './notice.js';

export const REQUESTS = '/v1/requests';

/** A problem document (RFC 9457), or what stands for one where there was no answer at all. */
export class Problem extends Error {
    constructor(document) {
        super(document.detail);
        Object.assign(this, document);
    }
}

export const UNREACHABLE = { code: 'unreachable', title: 'The server cannot be reached', detail: 'Is it running?' };

export const get = (path) => call('GET', path);
export const post = (path) => call('POST', path);
export const remove = (path) => call('DELETE', path);

async function call(method, path) {
    const answer = await reach(method, path);
    if (answer.status === 401) {
        await askForKey();
        return call(method, path);
    }
    return answered(answer.ok, await answer.text());
}

async function reach(method, path) {
    try {
        const answer = await fetch(path, { method });
        offline(false);
        return answer;
    } catch {
        offline(true);
        throw new Problem(UNREACHABLE);
    }
}

/** The JSON of an answer, or its problem. */
export function answered(isOk, text) {
    const json = parsed(text);
    if (!isOk) throw new Problem(json);
    return json;
}

/** Whoever stands between us and the server may answer with a page of its own. */
function parsed(text) {
    try {
        return text === '' ? null : JSON.parse(text);
    } catch {
        throw new Problem(UNREACHABLE);
    }
}
