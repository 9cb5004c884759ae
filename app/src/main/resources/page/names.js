// Remembers in this browser which file a request came from. The server does not know: it keeps what is in a CSV only.

const STORE = 'halftone.names';
const MOST = 200;

export function remember(id, name) {
    write([[id, name], ...read().filter(([known]) => known !== id)].slice(0, MOST));
}

export function forget(id) {
    write(read().filter(([known]) => known !== id));
}

/** The file's name, or nothing where it was sent from elsewhere. */
export const nameOf = (id) => read().find(([known]) => known === id)?.[1] ?? null;

function read() {
    try {
        return JSON.parse(localStorage.getItem(STORE)) ?? [];
    } catch {
        return [];
    }
}

function write(names) {
    try {
        localStorage.setItem(STORE, JSON.stringify(names));
    } catch {
        // Without a store a request goes by its time.
    }
}
