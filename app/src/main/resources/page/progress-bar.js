// The progress bar, drawn as halftone dots: large for images that are done, small for pending ones, red for failures.

import { attribute, byId, svgElement } from './dom.js';
import { hasFailures } from './request-state.js';

const ROWS = 4;
const PITCH = 10;
const MIN_RADIUS = 1.1;
const MAX_RADIUS = 4.1;
/** The number of columns over which the dots grow from the smallest to the largest radius. */
const FADE_COLUMNS = 7;

let columns = [];
let images = { total: 0, done: 0, failed: 0 };
let failedClass = 'failed';

export function showProgress(status) {
    images = status.images;
    failedClass = hasFailures(status) ? 'failed' : 'cancelled';
    attribute(byId('progress-bar'), 'aria-valuemax', images.total);
    attribute(byId('progress-bar'), 'aria-valuenow', images.done);
    attribute(byId('progress-bar'), 'aria-valuetext', status.message);
    render();
}

new ResizeObserver(([{ contentRect }]) => {
    const count = Math.floor(contentRect.width / PITCH);
    if (count === columns.length) return;
    columns = Array.from({ length: count }, (_, x) => column(x));
    byId('progress-bar').replaceChildren(
        svgElement('svg', { viewBox: `0 0 ${count * PITCH} ${ROWS * PITCH}`, 'aria-hidden': true }, ...columns));
    render();
}).observe(byId('progress-bar'));

/** Every second column is slightly lower, as on a rotated halftone screen. */
const column = (x) => svgElement('g', {}, ...Array.from({ length: ROWS }, (_, y) =>
    svgElement('circle', { cx: (x + 0.5) * PITCH, cy: (y + (x % 2 === 0 ? 0.4 : 0.6)) * PITCH })));

function render() {
    const share = images.done / Math.max(1, images.total);
    const failed = Math.ceil(columns.length * images.failed / Math.max(1, images.total));
    columns.forEach((dots, index) => renderColumn(dots, radius(index, share), index < failed));
}

function radius(index, share) {
    if (share === 1) return MAX_RADIUS;
    const ahead = share * columns.length - index;
    return MIN_RADIUS + (MAX_RADIUS - MIN_RADIUS) * Math.min(1, Math.max(0, ahead / FADE_COLUMNS));
}

function renderColumn(dots, dotRadius, isFailed) {
    attribute(dots, 'class', isFailed ? failedClass : dotRadius > MIN_RADIUS ? 'done' : 'pending');
    for (const dot of dots.children) attribute(dot, 'r', dotRadius.toFixed(2));
}
