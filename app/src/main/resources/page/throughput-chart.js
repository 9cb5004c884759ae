// Draws the number of images finished per second, as a line over an area of dots.

import { get } from './api.js';
import { byId, setText, setVisible, svgElement } from './dom.js';
import { rate, timeOfDay } from './format.js';
import { isOpen } from './request-state.js';
import { throttle } from './throttle.js';

const HEIGHT = 96;
const MIN_STEPS = 4;
const LOAD_MILLIS = 2000;
/** The current rate is the mean of this many seconds. */
const RECENT_SECONDS = 10;

let throughput = { seconds: 1, images: [] };

export const showChart = throttle(LOAD_MILLIS, async (path, status) => {
    throughput = await get(`${path}/pace`);
    // While no images finish, the server cannot estimate the time left.
    const isKnown = throughput.images.length > 0 && status.eta_seconds !== null;
    setText('rate', isKnown ? rate(meanRate(isOpen(status))) : '–');
    drawChart();
});

/** Images per second: recently, or over the whole time once the request has ended. */
function meanRate(isRunning) {
    const { images, seconds } = throughput;
    // The last step is not complete yet.
    const complete = isRunning && images.length > 1 ? images.slice(0, -1) : images;
    const counts = isRunning ? complete.slice(-Math.ceil(RECENT_SECONDS / seconds)) : complete;
    return counts.reduce((sum, count) => sum + count, 0) / (counts.length * seconds);
}

function drawChart() {
    const { from, images, seconds } = throughput;
    setVisible('chart', images.length >= MIN_STEPS);
    if (images.length < MIN_STEPS) return;
    const rates = images.map((count) => count / seconds);
    byId('chart-drawing').replaceChildren(chartSvg(rates, Math.max(...rates)));
    setText('chart-title', `Images per second (peak ${rate(Math.max(...rates))})`);
    // Times of day: the chart is of the present round only, and begins with its first image.
    setText('chart-start', timeOfDay(from));
    setText('chart-end', timeOfDay(Date.parse(from) + images.length * seconds * 1000));
}

new ResizeObserver(drawChart).observe(byId('chart-drawing'));

function chartSvg(rates, max) {
    const width = byId('chart-drawing').clientWidth;
    const line = steps(rates, max, width);
    const label = `Between ${rate(Math.min(...rates))} and ${rate(max)} images per second`;
    return svgElement('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label },
        svgElement('defs', {},
            svgElement('pattern', { id: 'dots', width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
                svgElement('circle', { cx: 1.5, cy: 1.5, r: 1.3 }),
                svgElement('circle', { cx: 4.5, cy: 4.5, r: 1.3 }))),
        svgElement('path', { class: 'area', d: `M0 ${HEIGHT}L${line}L${width} ${HEIGHT}Z` }),
        svgElement('path', { class: 'line', d: `M${line}` }));
}

/** The points of a step line, one step per rate, over the whole width. */
function steps(rates, max, width) {
    const step = width / rates.length;
    return rates.flatMap((value, index) => {
        const y = (HEIGHT - 2 - (HEIGHT - 6) * value / max).toFixed(1);
        return [`${(index * step).toFixed(1)} ${y}`, `${((index + 1) * step).toFixed(1)} ${y}`];
    }).join('L');
}
