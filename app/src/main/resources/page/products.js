// Lists products a page at a time, by key: the last page of a million costs what the first does.
// Which page is shown stands in the address, so that it can be kept and sent to others.

import { get } from './api.js';
import { calmly } from './calm.js';
import { attribute, byId, say, show, sync } from './dom.js';
import { productRow } from './product.js';

const LIMIT = 25;
const LOOK_MILLIS = 3000;
const TYPING_MILLIS = 300;

let path = '';
let wanted = { show: '', search: '', after: '' };
let nextCursor = null;
/** Where the pages before this one began, as far as they were seen. */
let before = [];
/** The newest look: what an older one brings is stale. */
let newest = 0;
let seen = '';

export function openProducts(requestPath) {
    path = `${requestPath}/products`;
    readAddress();
    byId('filter').addEventListener('submit', (event) => event.preventDefault());
    byId('filter').addEventListener('change', choose);
    byId('search').addEventListener('input', whenTyped(choose));
    byId('first').addEventListener('click', () => turnTo('', []));
    byId('previous').addEventListener('click', () => turnTo(before.at(-1), before.slice(0, -1)));
    byId('next').addEventListener('click', () => turnTo(nextCursor, [...before, wanted.after]));
    window.addEventListener('popstate', () => {
        readAddress();
        lookNow();
    });
    lookNow();
}

/**
 * Looks again at the page that is shown where the request has moved on. A search, which may read a million products, is
 * repeated at the end only.
 */
export function refreshProducts({ images, rows, finished_at: finished }) {
    const now = [images.done, rows.done, finished].join(' ');
    const isCheap = wanted.search === '' || finished !== null;
    if (path !== '' && now !== seen && isCheap) lookAgain();
    seen = now;
}

const lookNow = calmly(0, look);
const lookAgain = calmly(LOOK_MILLIS, look);

function readAddress() {
    const query = new URLSearchParams(location.search);
    wanted = { show: query.get('show') ?? '', search: query.get('search') ?? '', after: query.get('after') ?? '' };
    before = history.state?.before ?? [];
    byId('search').value = wanted.search;
    for (const choice of byId('filter').elements.show) choice.checked = choice.value === wanted.show;
}

function choose() {
    const search = byId('search').value.trim();
    const shown = byId('filter').elements.show.value;
    if (search === wanted.search && shown === wanted.show) return;
    wanted = { show: shown, search, after: '' };
    turnTo('', []);
}

function whenTyped(act) {
    let timer = 0;
    return () => {
        clearTimeout(timer);
        timer = setTimeout(act, TYPING_MILLIS);
    };
}

function turnTo(after, pagesBefore) {
    wanted = { ...wanted, after };
    before = pagesBefore;
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''));
    history.pushState({ before }, '', query.size === 0 ? location.pathname : `?${query}`);
    lookNow();
}

/** Shows the page that is wanted. A search reads a part of the products at a time: it asks on until the page is full. */
async function look() {
    const mine = ++newest;
    attribute(byId('products'), 'aria-busy', 'true');
    const products = [];
    let cursor = wanted.after;
    do {
        const page = await pageAfter(cursor, LIMIT - products.length);
        if (mine !== newest) return;
        products.push(...page.items);
        cursor = page.next_cursor;
        present(products, cursor);
    } while (wanted.search !== '' && cursor !== null && products.length < LIMIT);
    attribute(byId('products'), 'aria-busy', false);
    tell(verdict(products));
}

function tell(words) {
    say('found', words);
    show('found', words !== '');
}

async function pageAfter(cursor, limit) {
    const query = new URLSearchParams({ limit, cursor, status: wanted.show, search: wanted.search });
    try {
        return await get(`${path}?${query}`);
    } catch (problem) {
        tell(problem.code === 'invalid_option' ? 'There is no such page.' : 'The products cannot be had just now.');
        throw problem;
    }
}

function present(products, cursor) {
    nextCursor = cursor;
    if (products.length === 0 && cursor !== null) tell('Searching…');
    show('products', products.length > 0);
    sync(byId('rows'), products.map((product, place) => ({ ...product, place })), ({ place }) => place, productRow);
    byId('first').disabled = wanted.after === '';
    byId('previous').disabled = before.length === 0;
    byId('next').disabled = cursor === null;
}

function verdict(products) {
    if (products.length > 0) return '';
    if (wanted.search !== '') return `Nothing has “${wanted.search}” in its name or serial number.`;
    return wanted.show === '' && wanted.after === '' ? 'The first products will be here in a moment.' : 'None.';
}
