// Draws thumbnails when they scroll into view.
//
// A browser keeps every displayed image decoded at full size: half a gigabyte for fifty photographs. So each image is
// decoded, drawn onto a small canvas, and released.

import { element } from './dom.js';

/** In pixels: twice the size in the list, for high-density screens. */
const LIST_SIDE = 112;
const MAX_CONCURRENT = 3;

const sources = new WeakMap();
const queue = [];
let running = 0;

const observer = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
        observer.unobserve(target);
        queue.push(target);
    }
    drawNext();
}, { rootMargin: '200px' });

/** The path of a published image on this server. Its URL may use another host name, which may not be reachable. */
export const localImagePath = (url) => `/processed_images/${url.split('/').at(-1)}`;

/** @param side the width and height of the canvas in pixels; the image covers all of it */
export function thumbnail(path, { width, height }, side = LIST_SIDE) {
    const canvas = element('canvas', { width: side, height: side });
    sources.set(canvas, { path, fit: height > width ? { resizeWidth: side } : { resizeHeight: side } });
    observer.observe(canvas);
    return canvas;
}

function drawNext() {
    while (running < MAX_CONCURRENT && queue.length > 0) {
        const canvas = queue.shift();
        if (!canvas.isConnected) continue;
        running++;
        draw(canvas).finally(() => {
            running--;
            drawNext();
        });
    }
}

async function draw(canvas) {
    const { path, fit } = sources.get(canvas);
    try {
        const image = await (await fetch(path)).blob();
        const bitmap = await createImageBitmap(image, { ...fit, resizeQuality: 'medium' });
        const [left, top] = [canvas.width - bitmap.width, canvas.height - bitmap.height].map((rest) => rest / 2);
        canvas.getContext('2d').drawImage(bitmap, left, top);
        bitmap.close();
        canvas.className = 'loaded';
    } catch {
        canvas.className = 'missing';
    }
}
