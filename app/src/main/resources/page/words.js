// How numbers, sizes and times are written.

const LANGUAGE = 'en';
const DAY = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' };
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

export const number = (count) => count.toLocaleString(LANGUAGE);

/** `1 image`, `2,000 images`. */
export const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

export function size(bytes) {
    let unit = 0;
    let amount = bytes;
    for (; Math.abs(amount) >= 999.5 && unit < UNITS.length - 1; unit++) amount /= 1000;
    return `${unit === 0 || amount >= 99.95 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** How long something takes, to the nearest sensible unit. */
export function duration(seconds) {
    if (seconds < 1) return 'under 1 s';
    if (seconds < 60) return `${Math.round(seconds)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;
}

/** A day and a time; the year only where it is another. */
export function when(time) {
    const day = new Date(time);
    const year = day.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' };
    return day.toLocaleString(LANGUAGE, { ...DAY, ...year });
}

/** Never 100 % before the end, and never 0 % after the beginning. */
export function percent(done, total) {
    if (total === 0 || done === 0) return 0;
    return done === total ? 100 : Math.min(99, Math.max(1, Math.floor(100 * done / total)));
}

/** What part of the bytes is no longer sent, in per cent; never less than nothing. */
export const saved = ({ in: before, out: after }) => before === 0 ? 0 : Math.max(0, Math.round(100 * (1 - after / before)));

export const rate = (images) => images >= 10 || images === 0 ? number(Math.round(images)) : images.toFixed(1);

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? '' : '.');

/** The letter that a spreadsheet gives a column: A for 1, AA for 27. */
export function columnLetter(column) {
    const rest = Math.floor((column - 1) / 26);
    return (rest > 0 ? columnLetter(rest) : '') + String.fromCharCode(65 + (column - 1) % 26);
}
