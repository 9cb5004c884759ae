// Draws how many images ended in each second, as dots under a line.

import { get } from './api.js';
import { calmly } from './calm.js';
import { byId, draw, say, show } from './dom.js';
import { isOpen } from './states.js';
import { duration, rate } from './words.js';

const HEIGHT = 96;
const LEAST_STEPS = 4;
const LOOK_MILLIS = 2000;
/** Of late: over so many seconds. */
const LATELY = 10;

let course = { seconds: 1, images: [] };

export const showChart = calmly(LOOK_MILLIS, async (path, status) => {
    course = await get(`${path}/pace`);
    say('rate', course.images.length === 0 ? '–' : rate(speed(isOpen(status))));
    drawCourse();
});

/** Images a second: of late, or of all the time once it has ended. */
function speed(isUnderWay) {
    const { images, seconds } = course;
    // The last second is not over yet.
    const whole = isUnderWay && images.length > 1 ? images.slice(0, -1) : images;
    const counted = isUnderWay ? whole.slice(-Math.ceil(LATELY / seconds)) : whole;
    return counted.reduce((all, count) => all + count, 0) / (counted.length * seconds);
}

function drawCourse() {
    const { images, seconds } = course;
    show('chart', images.length >= LEAST_STEPS);
    if (images.length < LEAST_STEPS) return;
    const rates = images.map((count) => count / seconds);
    byId('chart-drawing').replaceChildren(picture(rates, Math.max(...rates)));
    say('chart-title', `Images a second: ${rate(Math.max(...rates))} at the most`);
    say('chart-to', `after ${duration(images.length * seconds)}`);
}

new ResizeObserver(drawCourse).observe(byId('chart-drawing'));

function picture(rates, most) {
    const width = byId('chart-drawing').clientWidth;
    const line = steps(rates, most, width);
    const label = `Between ${rate(Math.min(...rates))} and ${rate(most)} images a second`;
    return draw('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label },
        draw('defs', {}, draw('pattern', { id: 'dots', width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
            draw('circle', { cx: 1.5, cy: 1.5, r: 1.3 }), draw('circle', { cx: 4.5, cy: 4.5, r: 1.3 }))),
        draw('path', { class: 'area', d: `M0 ${HEIGHT}L${line}L${width} ${HEIGHT}Z` }),
        draw('path', { class: 'line', d: `M${line}` }));
}

/** A step for each count, from the left edge to the right. */
function steps(rates, most, width) {
    const step = width / rates.length;
    return rates.flatMap((value, index) => {
        const y = (HEIGHT - 2 - (HEIGHT - 6) * value / most).toFixed(1);
        return [`${(index * step).toFixed(1)} ${y}`, `${((index + 1) * step).toFixed(1)} ${y}`];
    }).join('L');
}
