// Draws pictures small, when they come into sight.
//
// A browser keeps each picture that it shows as large as it is: of fifty photographs, half a gigabyte. So a picture is
// opened, drawn on a small canvas, and let go.

import { make } from './dom.js';

/** Pixels, twice what the page gives it, for fine screens. */
const SIDE = 112;
const AT_ONCE = 3;

const pictures = new WeakMap();
const inSight = [];
let underWay = 0;

const sight = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
        sight.unobserve(target);
        inSight.push(target);
    }
    drawNext();
}, { rootMargin: '200px' });

/** @param picture its width and height */
export function thumbnail(path, { width, height }) {
    const canvas = make('canvas', { width: SIDE, height: SIDE });
    pictures.set(canvas, { path, fit: height > width ? { resizeWidth: SIDE } : { resizeHeight: SIDE } });
    sight.observe(canvas);
    return canvas;
}

function drawNext() {
    while (underWay < AT_ONCE && inSight.length > 0) {
        const canvas = inSight.shift();
        if (!canvas.isConnected) continue;
        underWay++;
        drawSmall(canvas).finally(() => {
            underWay--;
            drawNext();
        });
    }
}

async function drawSmall(canvas) {
    const { path, fit } = pictures.get(canvas);
    try {
        const picture = await (await fetch(path)).blob();
        const small = await createImageBitmap(picture, { ...fit, resizeQuality: 'medium' });
        canvas.getContext('2d').drawImage(small, (SIDE - small.width) / 2, (SIDE - small.height) / 2);
        small.close();
        canvas.className = 'drawn';
    } catch {
        canvas.className = 'missing';
    }
}
