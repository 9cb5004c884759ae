// Lists requests, newest first, finds them by name and status, and refreshes the list while one of them is in progress.

import { get, REQUESTS } from './api.js';
import { byId, element, reconcile, setText, setVisible } from './dom.js';
import { dateTime, formatBytes, formatNumber, formatPercent, percent, plural, savedPercent } from './format.js';
import { badge, hasFailures, isOpen, nameOf } from './request-state.js';
import { debounce } from './throttle.js';

const PAGE_SIZE = 10;
const POLL_MILLIS = 3000;

let limit = PAGE_SIZE;
let timer = 0;
/** The number of the latest load: the results of an earlier one are discarded. */
let latestLoad = 0;

export async function showRecentRequests() {
    byId('recent-more').addEventListener('click', () => {
        limit += PAGE_SIZE;
        poll();
    });
    byId('recent-filter').addEventListener('submit', (event) => event.preventDefault());
    const filter = debounce(() => {
        limit = PAGE_SIZE;
        poll();
    });
    byId('recent-search').addEventListener('input', filter);
    byId('recent-status').addEventListener('change', filter);
    await poll();
}

async function poll() {
    clearTimeout(timer);
    const thisLoad = ++latestLoad;
    const mayChange = await refresh(() => thisLoad === latestLoad);
    if (mayChange && thisLoad === latestLoad) timer = setTimeout(poll, POLL_MILLIS);
}

/** Shows the current list; returns whether it may change soon. */
async function refresh(isLatest) {
    const search = byId('recent-search').value.trim();
    const status = byId('recent-status').value;
    const isFiltered = search !== '' || status !== '';
    try {
        const { items, next_cursor: next } = await get(`${REQUESTS}?${new URLSearchParams({ limit, status, search })}`);
        if (!isLatest()) return false;
        setText('recent-message', emptyMessage(items, isFiltered));
        setVisible('recent-filter', isFiltered || items.length > 0);
        reconcile(byId('recent'), items, (item) => item.request_id, (item) => element('li', {}, entry(item)));
        setVisible('recent-more', next !== null);
        return items.some(isOpen);
    } catch (problem) {
        if (isLatest()) setText('recent-message', `${problem.title}. Retrying automatically.`);
        return true;
    }
}

function emptyMessage(items, isFiltered) {
    if (items.length > 0) return '';
    return isFiltered ? 'No request matches.' : 'No requests yet. Choose a file to create one.';
}

function entry(status) {
    const { request_id: id, created_at: created, images } = status;
    return element('a', { href: `/requests/${id}` },
        element('span', { class: 'name' }, nameOf(status)),
        badge(status),
        element('span', { class: 'when muted' }, dateTime(created)),
        element('span', { class: 'count muted' }, progressText(status)),
        element('span', { class: 'error' }, hasFailures(status) ? `${formatNumber(images.failed)} failed` : ''),
        element('span', { class: 'saved' }, savedText(status)));
}

function progressText({ images, finished_at: finished }) {
    if (finished !== null) return plural(images.total, 'image');
    return `${formatPercent(percent(images.done, images.total))} of ${formatNumber(images.total)}`;
}

const savedText = ({ bytes }) =>
    bytes.in > bytes.out ? `${formatBytes(bytes.in - bytes.out)} saved, ${formatPercent(savedPercent(bytes))}` : '';
