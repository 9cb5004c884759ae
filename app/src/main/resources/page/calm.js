// Looks at the server no more often than is useful.

const AGAIN_MILLIS = 2000;

/**
 * A look that is taken at once, or where the last one is too recent, soon after it; and again where the server was out
 * of reach. So what is shown is never far from what is, and never left behind.
 */
export function calmly(millis, look) {
    let last = 0;
    let timer = 0;
    const act = (...about) => {
        last = Date.now();
        look(...about).catch(({ code }) => {
            if (code === 'unreachable') timer = setTimeout(act, AGAIN_MILLIS, ...about);
        });
    };
    return (...about) => {
        clearTimeout(timer);
        const wait = last + millis - Date.now();
        if (wait <= 0) act(...about);
        else timer = setTimeout(act, wait, ...about);
    };
}
