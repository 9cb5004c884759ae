// Formats numbers, sizes, durations and times: words in English, numbers in the style of the browser's language.

const LANGUAGE = 'en';
const DATE_TIME = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' };
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

export const formatNumber = (count) => count.toLocaleString();

/** `1 image`, `2,000 images`. */
export const plural = (count, one, many = `${one}s`) => `${formatNumber(count)} ${count === 1 ? one : many}`;

export function formatBytes(bytes) {
    let unit = 0;
    let amount = bytes;
    for (; Math.abs(amount) >= 999.5 && unit < UNITS.length - 1; unit++) amount /= 1000;
    return `${unit === 0 || amount >= 99.95 ? formatNumber(Math.round(amount)) : oneDecimal(amount)} ${UNITS[unit]}`;
}

/** A duration in the largest one or two units that fit: `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds) {
    if (seconds < 1) return 'under 1 s';
    if (seconds < 60) return `${Math.round(seconds)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;
}

/** A date and time; the year only if it is not the current one. */
export function dateTime(time) {
    const date = new Date(time);
    const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' };
    return date.toLocaleString(LANGUAGE, { ...DATE_TIME, ...year });
}

/** A time of the day, to the second. */
export const timeOfDay = (time) => new Date(time).toLocaleTimeString();

/** Never 100 before the end, and never 0 after the first one is done. */
export function percent(done, total) {
    if (total === 0 || done === 0) return 0;
    return done === total ? 100 : Math.min(99, Math.max(1, Math.floor(100 * done / total)));
}

/** `67%`, or `67 %` in languages that write it that way. */
export const formatPercent = (percentage) => (percentage / 100).toLocaleString([], { style: 'percent' });

/** The percentage of bytes saved; 0 if the output is larger than the input. */
export const savedPercent = ({ in: before, out: after }) =>
    before === 0 ? 0 : Math.max(0, Math.round(100 * (1 - after / before)));

/** A number of images per second: below 10 with one decimal. */
export const rate = (images) =>
    images >= 10 || images === 0 ? formatNumber(Math.round(images)) : oneDecimal(images);

const oneDecimal = (number) => number.toLocaleString([], { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Capitalizes a text and ends it with a period, unless it has an end mark already. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? '' : '.');

/** The letter that spreadsheets give a column, counted from 1: A, B, …, Z, AA. */
export function columnLetter(column) {
    const rest = Math.floor((column - 1) / 26);
    return (rest > 0 ? columnLetter(rest) : '') + String.fromCharCode(65 + (column - 1) % 26);
}
