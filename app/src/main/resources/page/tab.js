// The tab's title and icon say how far it is, for those who look at something else meanwhile.

import { byId } from './dom.js';
import { isOpen, stateOf } from './states.js';
import { percent } from './words.js';

const DOTS = 16;
const INK = { failed: '%23d24a2a', flawed: '%23d24a2a', cancelled: '%23777777' };

export function showTab(status, name) {
    const done = percent(status.images.done, status.images.total);
    const { word, label } = stateOf(status);
    document.title = `${isOpen(status) && word !== 'cancelled' ? `${done} %` : label} · ${name} – Halftone`;
    byId('icon').href = icon(isOpen(status) ? done : 100, INK[word] ?? '%231385a6');
}

/** Sixteen dots, of which as many are full as of the work is done. */
function icon(done, ink) {
    const full = Math.round(DOTS * done / 100);
    const dots = Array.from({ length: DOTS }, (_, dot) =>
        `<circle cx='${2 + dot % 4 * 4}' cy='${2 + Math.floor(dot / 4) * 4}' r='${dot < full ? 1.8 : 0.7}'/>`);
    return `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='${ink}'>`
        + `${dots.join('')}</svg>`;
}
