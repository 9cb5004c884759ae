// Lists failed images, grouped by failure code.

import { get } from './api.js';
import { byId, element, reconcile, setVisible } from './dom.js';
import { failureMessage } from './failure-messages.js';
import { formatNumber } from './format.js';
import { throttle } from './throttle.js';

const LOAD_MILLIS = 2000;

let shownCount = 0;

export function showFailures(path, { images }) {
    if (images.failed === shownCount) return;
    shownCount = images.failed;
    load(path);
}

const load = throttle(LOAD_MILLIS, async (path) => {
    const { items } = await get(`${path}/failures`);
    setVisible('failures', items.length > 0);
    reconcile(byId('failure-groups'), items, ({ code }) => code, failureRow);
});

function failureRow({ code, images }) {
    const { message, help } = failureMessage(code);
    return element('li', {},
        element('strong', { class: 'number error' }, formatNumber(images)),
        element('div', {},
            element('p', {}, message, ' ', element('code', {}, code)), element('p', { class: 'muted' }, help)));
}
