// Calls the HTTP API, and shows a notice while the server cannot be reached. Every error is thrown as a `Problem`.

import { askForKey } from './api-key.js';
import { setVisible } from './dom.js';

export const REQUESTS = '/v1/requests';

/** A problem document (RFC 9457), or `UNREACHABLE` where there was no response. */
export class Problem extends Error {
    constructor(document) {
        super(document.detail);
        Object.assign(this, document);
    }
}

export const UNREACHABLE = {
    code: 'unreachable',
    title: 'The server cannot be reached',
    detail: 'Check your connection and that the server is running, then try again.',
};

export const get = (path) => request('GET', path);
/** @param body becomes JSON, if there is one */
export const post = (path, body) => request('POST', path, body);
export const remove = (path) => request('DELETE', path);

/** Sends an image; returns the image of the response. */
export async function postImage(path, image, signal) {
    const response = await send(path, { method: 'POST', body: image, signal });
    return response.ok ? response.blob() : parseResponse(false, await response.text());
}

async function request(method, path, body) {
    const json = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const response = await send(path, { method, ...json });
    return parseResponse(response.ok, await response.text());
}

async function send(path, options) {
    const response = await reach(path, options);
    if (response.status !== 401) return response;
    await askForKey();
    return send(path, options);
}

async function reach(path, options) {
    try {
        const response = await fetch(path, options);
        showOffline(false);
        return response;
    } catch (failure) {
        if (failure.name === 'AbortError') throw failure;
        showOffline(true);
        throw new Problem(UNREACHABLE);
    }
}

/** Returns the response's JSON; throws its problem. */
export function parseResponse(isOk, text) {
    const json = parseJson(text);
    if (!isOk) throw new Problem(json);
    return json;
}

/** A proxy in front of the server may respond with an HTML page of its own. */
function parseJson(text) {
    try {
        return text === '' ? null : JSON.parse(text);
    } catch {
        throw new Problem(UNREACHABLE);
    }
}

function showOffline(isOffline) {
    setVisible('offline', isOffline);
}

window.addEventListener('offline', () => showOffline(true));
window.addEventListener('online', () => showOffline(false));
