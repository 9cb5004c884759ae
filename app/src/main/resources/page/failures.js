// Counts what failed, by its reason.

import { get } from './api.js';
import { calmly } from './calm.js';
import { byId, make, show, sync } from './dom.js';
import { reason } from './reasons.js';
import { number } from './words.js';

const LOOK_MILLIS = 2000;

let counted = 0;

export function showFailures(path, { images }) {
    if (images.failed === counted) return;
    counted = images.failed;
    count(path);
}

const count = calmly(LOOK_MILLIS, async (path) => {
    const { items } = await get(`${path}/failures`);
    show('failures', items.length > 0);
    sync(byId('reasons'), items, ({ code }) => code, group);
});

function group({ code, images }) {
    const { what, help } = reason(code);
    return make('li', {},
        make('strong', { class: 'number bad' }, number(images)),
        make('div', {}, make('p', {}, what, ' ', make('code', {}, code)), make('p', { class: 'quiet' }, help)));
}
