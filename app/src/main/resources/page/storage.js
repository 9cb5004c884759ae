// Values that the browser keeps between visits. It may refuse to: then each visit begins anew.

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
        // Nothing is lost but a convenience.
    }
}
