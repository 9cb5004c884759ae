// Lists requests, newest first, and looks again while one of them is at work.

import { get, REQUESTS } from './api.js';
import { byId, make, say, show, sync } from './dom.js';
import { nameOf } from './names.js';
import { isOpen, pill } from './states.js';
import { counted, number, percent, saved, size, when } from './words.js';

const PAGE = 10;
const AGAIN_MILLIS = 3000;

let shown = PAGE;

export async function showRecent() {
    byId('recent-more').addEventListener('click', () => {
        shown += PAGE;
        look();
    });
    await look();
}

async function look() {
    const wait = await refreshed();
    if (wait) setTimeout(look, AGAIN_MILLIS);
}

/** Shows the list as it stands; tells whether it may soon stand otherwise. */
async function refreshed() {
    try {
        const { items, next_cursor: next } = await get(`${REQUESTS}?limit=${shown}`);
        say('recent-state', 'Nothing yet. What you bring will be found here.');
        show('recent-state', items.length === 0);
        sync(byId('recent'), items, (status) => status.request_id, (status) => make('li', {}, entry(status)));
        show('recent-more', next !== null);
        return items.some(isOpen);
    } catch (problem) {
        say('recent-state', `${problem.title}. It is tried again by itself.`);
        return true;
    }
}

function entry(status) {
    const { request_id: id, created_at: created, images, rows } = status;
    return make('a', { href: `/requests/${id}` },
        make('span', { class: 'name' }, nameOf(id) ?? when(created)),
        pill(status),
        make('span', { class: 'when quiet' }, nameOf(id) === null ? counted(rows.total, 'product') : when(created)),
        make('span', { class: 'count quiet' }, progress(status)),
        make('span', { class: 'bad' }, images.failed > 0 ? `${number(images.failed)} failed` : ''),
        make('span', { class: 'gain' }, gain(status)));
}

function progress({ images, finished_at: finished }) {
    if (finished !== null) return counted(images.total, 'image');
    return `${percent(images.done, images.total)} % of ${number(images.total)}`;
}

const gain = ({ bytes }) => bytes.in > bytes.out ? `${size(bytes.in - bytes.out)} saved, ${saved(bytes)} %` : '';
