// Delivers the status of a request as it changes: from its event stream, or by polling if the stream fails.

import { get } from './api.js';
import { isOpen } from './request-state.js';

const POLL_MILLIS = 1500;

let unsubscribe = () => {};

/** Calls `onStatus` with each status until the request ends, and `onError` with the problem if it is gone. */
export function subscribe(path, onStatus, onError) {
    unsubscribe();
    const subscription = { closed: false, onStatus, onError, path };
    unsubscribe = () => { subscription.closed = true; };
    openEventStream(subscription);
}

function openEventStream(subscription) {
    const events = new EventSource(`${subscription.path}/events`);
    const onMessage = ({ data }) =>
        subscription.closed ? events.close() : subscription.onStatus(JSON.parse(data));
    events.addEventListener('progress', onMessage);
    // Without this, the browser would reconnect when the stream ends.
    events.addEventListener('finished', () => events.close());
    events.addEventListener('error', () => {
        events.close();
        poll(subscription);
    });
}

async function poll(subscription) {
    if (subscription.closed) return;
    try {
        const status = await get(subscription.path);
        if (subscription.closed) return;
        subscription.onStatus(status);
        if (isOpen(status)) setTimeout(poll, POLL_MILLIS, subscription);
    } catch (problem) {
        if (problem.code === 'unreachable') setTimeout(poll, POLL_MILLIS, subscription);
        else subscription.onError(problem);
    }
}
