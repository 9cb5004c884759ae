// Lists failed images, grouped by failure code. A reason leads to its products, and to a retry of its images.

import { retryCode } from './actions.js';
import { get } from './api.js';
import { byId, element, reconcile, setVisible } from './dom.js';
import { failureMessage } from './failure-messages.js';
import { formatNumber } from './format.js';
import { showCode } from './product-list.js';
import { isOpen } from './request-state.js';
import { throttle } from './throttle.js';

const LOAD_MILLIS = 2000;

let shown = '0 false';

export function showFailures(path, status) {
    const hasEnded = !isOpen(status);
    const now = `${status.images.failed} ${hasEnded}`;
    if (now === shown) return;
    shown = now;
    load(path, hasEnded);
}

const load = throttle(LOAD_MILLIS, async (path, hasEnded) => {
    const { items } = await get(`${path}/failures`);
    setVisible('failures', items.length > 0);
    reconcile(byId('failure-groups'), items.map((item) => ({ ...item, hasEnded })), ({ code }) => code, failureRow);
});

function failureRow({ code, images, hasEnded }) {
    const { message, help } = failureMessage(code);
    return element('li', {},
        element('strong', { class: code === 'cancelled' ? 'number' : 'number error' }, formatNumber(images)),
        element('div', {},
            element('p', {}, message, ' ', element('code', {}, code)), element('p', { class: 'muted' }, help)),
        element('div', { class: 'actions' },
            action('Show products', code, () => showCode(code)),
            ...(hasEnded ? [action('Retry', code, () => retryCode(code))] : [])));
}

/** The reason is part of its name for screen readers, which read buttons out of their context. */
function action(label, code, onClick) {
    const button = element('button', { type: 'button' }, label,
        element('span', { class: 'visually-hidden' }, `: ${failureMessage(code).message}`));
    button.addEventListener('click', onClick);
    return button;
}
