// Shows the progress in the tab's title and icon, for users who work in another tab.

import { byId } from './dom.js';
import { formatPercent, percent } from './format.js';
import { isOpen, stateOf } from './request-state.js';

const DOTS = 16;
const COLORS = { failed: '%23d24a2a', partial: '%23d24a2a', cancelled: '%23777777' };
const DEFAULT_COLOR = '%231385a6';

export function showTabTitle(status, name) {
    const done = percent(status.images.done, status.images.total);
    const { style, label } = stateOf(status);
    document.title = `${isOpen(status) && style !== 'cancelled' ? formatPercent(done) : label} · ${name} – Halftone`;
    byId('icon').href = icon(isOpen(status) ? done : 100, COLORS[style] ?? DEFAULT_COLOR);
}

/** Sixteen dots; the share of large dots is the progress. */
function icon(done, color) {
    const large = Math.round(DOTS * done / 100);
    const dots = Array.from({ length: DOTS }, (_, dot) =>
        `<circle cx='${2 + dot % 4 * 4}' cy='${2 + Math.floor(dot / 4) * 4}' r='${dot < large ? 1.8 : 0.7}'/>`);
    return `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='${color}'>`
        + `${dots.join('')}</svg>`;
}
