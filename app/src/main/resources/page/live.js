// Follows a request: by its events, or where these do not come through, by asking now and then.

import { get } from './api.js';
import { isOpen } from './states.js';

const ASK_MILLIS = 1500;

let stop = () => {};

/** Tells each status until the end of the request; tells the problem where it is gone. */
export function follow(path, tell, fail) {
    stop();
    const seats = { over: false, tell, fail, path };
    stop = () => { seats.over = true; };
    listen(seats);
}

function listen(seats) {
    const events = new EventSource(`${seats.path}/events`);
    const hear = ({ data }) => seats.over ? events.close() : seats.tell(JSON.parse(data));
    events.addEventListener('progress', hear);
    // The browser would ask again for a stream that has come to its end.
    events.addEventListener('finished', () => events.close());
    events.addEventListener('error', () => {
        events.close();
        ask(seats);
    });
}

async function ask(seats) {
    if (seats.over) return;
    try {
        const status = await get(seats.path);
        if (seats.over) return;
        seats.tell(status);
        if (isOpen(status)) setTimeout(ask, ASK_MILLIS, seats);
    } catch (problem) {
        if (problem.code === 'unreachable') setTimeout(ask, ASK_MILLIS, seats);
        else seats.fail(problem);
    }
}
