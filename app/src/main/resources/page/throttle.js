// Limits how often the server is queried.

const RETRY_MILLIS = 2000;
const TYPING_MILLIS = 300;

/**
 * Returns a function that runs `load` at once, or, if it ran less than `millis` ago, when that time is over. Of several
 * calls in between, only the last one runs. While the server is unreachable, the load is retried.
 */
export function throttle(millis, load) {
    let last = 0;
    let timer = 0;
    const run = (...parameters) => {
        last = Date.now();
        load(...parameters).catch(({ code }) => {
            if (code === 'unreachable') timer = setTimeout(run, RETRY_MILLIS, ...parameters);
        });
    };
    return (...parameters) => {
        clearTimeout(timer);
        const wait = last + millis - Date.now();
        if (wait <= 0) run(...parameters);
        else timer = setTimeout(run, wait, ...parameters);
    };
}

/** Returns a function that runs `callback` once the user has stopped typing. */
export function debounce(callback) {
    let timer = 0;
    return () => {
        clearTimeout(timer);
        timer = setTimeout(callback, TYPING_MILLIS);
    };
}
