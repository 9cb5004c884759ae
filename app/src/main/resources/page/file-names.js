// Stores in this browser the name of the file that each request came from. The server stores only the CSV's content.

const STORAGE_KEY = 'halftone.names';
const MAX_NAMES = 200;

export function saveFileName(id, name) {
    write([[id, name], ...read().filter(([other]) => other !== id)].slice(0, MAX_NAMES));
}

export function removeFileName(id) {
    write(read().filter(([other]) => other !== id));
}

/** The file's name, or `null` if the request was not sent from this browser. */
export const fileName = (id) => read().find(([other]) => other === id)?.[1] ?? null;

function read() {
    try {
        return JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? [];
    } catch {
        return [];
    }
}

function write(names) {
    try {
        localStorage.setItem(STORAGE_KEY, JSON.stringify(names));
    } catch {
        // Storage may be disabled or full. The page then shows the request's time as its name.
    }
}
