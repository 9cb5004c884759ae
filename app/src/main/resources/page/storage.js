// Stores values in the browser between visits. If the browser does not allow it, nothing is remembered.

/** A value, or `null`. */
export function load(key) {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
}

export function store(key, value) {
    try {
        localStorage.setItem(key, JSON.stringify(value));
    } catch {
        // The page works without it.
    }
}
