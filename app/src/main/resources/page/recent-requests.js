// Lists requests, newest first, and refreshes the list while one of them is in progress.

import { get, REQUESTS } from './api.js';
import { byId, element, reconcile, setText, setVisible } from './dom.js';
import { fileName } from './file-names.js';
import { dateTime, formatBytes, formatNumber, percent, plural, savedPercent } from './format.js';
import { badge, isOpen } from './request-state.js';

const PAGE_SIZE = 10;
const POLL_MILLIS = 3000;

let limit = PAGE_SIZE;

export async function showRecentRequests() {
    byId('recent-more').addEventListener('click', () => {
        limit += PAGE_SIZE;
        poll();
    });
    await poll();
}

async function poll() {
    const mayChange = await refresh();
    if (mayChange) setTimeout(poll, POLL_MILLIS);
}

/** Shows the current list; returns whether it may change soon. */
async function refresh() {
    try {
        const { items, next_cursor: next } = await get(`${REQUESTS}?limit=${limit}`);
        setText('recent-message', 'No requests yet. Choose a file to create one.');
        setVisible('recent-message', items.length === 0);
        reconcile(byId('recent'), items, (status) => status.request_id, (status) => element('li', {}, entry(status)));
        setVisible('recent-more', next !== null);
        return items.some(isOpen);
    } catch (problem) {
        setText('recent-message', `${problem.title}. Retrying automatically.`);
        return true;
    }
}

function entry(status) {
    const { request_id: id, created_at: created, images, rows } = status;
    const name = fileName(id);
    return element('a', { href: `/requests/${id}` },
        element('span', { class: 'name' }, name ?? dateTime(created)),
        badge(status),
        element('span', { class: 'when muted' }, name === null ? plural(rows.total, 'product') : dateTime(created)),
        element('span', { class: 'count muted' }, progressText(status)),
        element('span', { class: 'error' }, images.failed > 0 ? `${formatNumber(images.failed)} failed` : ''),
        element('span', { class: 'saved' }, savedText(status)));
}

function progressText({ images, finished_at: finished }) {
    if (finished !== null) return plural(images.total, 'image');
    return `${percent(images.done, images.total)}% of ${formatNumber(images.total)}`;
}

const savedText = ({ bytes }) =>
    bytes.in > bytes.out ? `${formatBytes(bytes.in - bytes.out)} saved, ${savedPercent(bytes)}%` : '';
