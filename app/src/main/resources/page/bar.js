// The progress bar, printed in dots: what is done is dense, what is to come is faint, and failures have their own ink.

import { attribute, byId, draw } from './dom.js';

const ROWS = 4;
const PITCH = 10;
const FAINT = 1.1;
const DENSE = 4.1;
/** Over how many columns the dots grow. */
const EDGE = 7;

let columns = [];
let images = { total: 0, done: 0, failed: 0 };

export function showBar(status) {
    images = status.images;
    attribute(byId('bar'), 'aria-valuemax', images.total);
    attribute(byId('bar'), 'aria-valuenow', images.done);
    attribute(byId('bar'), 'aria-valuetext', status.message);
    inkAll();
}

new ResizeObserver(([{ contentRect }]) => {
    const count = Math.floor(contentRect.width / PITCH);
    if (count === columns.length) return;
    columns = Array.from({ length: count }, (_, x) => column(x));
    byId('bar').replaceChildren(
        draw('svg', { viewBox: `0 0 ${count * PITCH} ${ROWS * PITCH}`, 'aria-hidden': true }, ...columns));
    inkAll();
}).observe(byId('bar'));

/** Every other column is a little lower, as on a turned screen. */
const column = (x) => draw('g', {}, ...Array.from({ length: ROWS }, (_, y) =>
    draw('circle', { cx: (x + 0.5) * PITCH, cy: (y + (x % 2 === 0 ? 0.4 : 0.6)) * PITCH })));

function inkAll() {
    const share = images.done / Math.max(1, images.total);
    const failed = Math.ceil(columns.length * images.failed / Math.max(1, images.total));
    columns.forEach((dots, index) => ink(dots, radius(index, share), index < failed));
}

function radius(index, share) {
    if (share === 1) return DENSE;
    const ahead = share * columns.length - index;
    return FAINT + (DENSE - FAINT) * Math.min(1, Math.max(0, ahead / EDGE));
}

function ink(dots, size, isFailed) {
    attribute(dots, 'class', isFailed ? 'failed' : size > FAINT ? 'done' : 'open');
    for (const dot of dots.children) attribute(dot, 'r', size.toFixed(2));
}
