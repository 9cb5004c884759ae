// The product list, a page at a time. Pages are read by key, so the last page of a million costs as much as the first.
// The shown page is part of the page's URL, so it can be bookmarked and shared.

import { get } from './api.js';
import { attribute, byId, setText, setVisible } from './dom.js';
import { failureMessage } from './failure-messages.js';
import { formatNumber } from './format.js';
import { initView, showProducts } from './product-view.js';
import { debounce, throttle } from './throttle.js';

const LIMIT = 25;
const LOAD_MILLIS = 3000;

let path = '';
/** `page` counts from 1; `null` if the URL does not contain it. */
let query = { show: '', search: '', code: '', after: '', page: 1 };
let nextCursor = null;
/** How many products the request has; `null` until that is known. */
let total = null;
/** The cursors of the pages before this one, as far as they were visited. */
let previousCursors = [];
/** The number of the latest load: the results of an earlier one are discarded. */
let latestLoad = 0;
let shownProgress = '';

export function openProducts(requestPath) {
    path = `${requestPath}/products`;
    readUrl();
    byId('filter').addEventListener('submit', (event) => event.preventDefault());
    byId('filter').addEventListener('change', applyFilter);
    byId('search').addEventListener('input', debounce(applyFilter));
    byId('clear-code').addEventListener('click', () => filter({ code: '' }));
    byId('first').addEventListener('click', () => goTo('', [], 1));
    byId('previous').addEventListener('click', () =>
        goTo(previousCursors.at(-1), previousCursors.slice(0, -1), pageAt(-1)));
    byId('next').addEventListener('click', () => goTo(nextCursor, [...previousCursors, query.after], pageAt(1)));
    initView();
    window.addEventListener('popstate', () => {
        readUrl();
        loadNow();
    });
    loadNow();
}

/**
 * Reloads the shown page when the request has made progress. A search may read a million products, so it is repeated
 * only at the end.
 */
export function refreshProducts({ images, rows, finished_at: finished }) {
    total = rows.total;
    const progress = [images.done, rows.done, finished].join(' ');
    const isCheap = !isSearch() || finished !== null;
    if (path !== '' && progress !== shownProgress && isCheap) loadThrottled();
    shownProgress = progress;
}

/** Shows the products with images that failed for a reason. */
export function showCode(code) {
    filter({ code, show: '', search: '' });
    byId('products-title').scrollIntoView();
}

/** Whether pages are found by reading products that are not shown. */
const isSearch = () => query.search !== '' || query.code !== '';

const loadNow = throttle(0, load);
const loadThrottled = throttle(LOAD_MILLIS, load);

function readUrl() {
    const parameters = new URLSearchParams(location.search);
    const parameter = (name) => parameters.get(name) ?? '';
    const after = parameter('after');
    const page = after === '' ? 1 : pageNumber(parameter('page'));
    query = { show: parameter('show'), search: parameter('search'), code: parameter('code'), after, page };
    previousCursors = history.state?.before ?? [];
    showFilter();
}

const pageNumber = (text) => /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;

function showFilter() {
    byId('search').value = query.search;
    for (const choice of byId('filter').elements.show) choice.checked = choice.value === query.show;
    setVisible('clear-code', query.code !== '');
    setText('code-message', query.code === '' ? '' : failureMessage(query.code).message);
}

function applyFilter() {
    const search = byId('search').value.trim();
    const show = byId('filter').elements.show.value;
    if (search === query.search && show === query.show) return;
    filter({ show, search, code: show === query.show ? query.code : '' });
}

function filter(change) {
    query = { ...query, ...change };
    showFilter();
    goTo('', [], 1);
}

const pageAt = (distance) => query.page === null ? null : query.page + distance;

function goTo(after, before, page) {
    query = { ...query, after, page };
    previousCursors = before;
    const shown = Object.entries(query).filter(([name, value]) => value !== '' && (name !== 'page' || value > 1));
    const parameters = new URLSearchParams(shown);
    history.pushState({ before }, '', parameters.size === 0 ? location.pathname : `?${parameters}`);
    loadNow();
}

/** Loads the current page. A search reads part of the products per call, so it continues until the page is full. */
async function load() {
    const thisLoad = ++latestLoad;
    attribute(byId('products'), 'aria-busy', 'true');
    const products = [];
    let cursor = query.after;
    do {
        const page = await pageAfter(cursor, LIMIT - products.length);
        if (thisLoad !== latestLoad) return;
        products.push(...page.items);
        cursor = page.next_cursor;
        render(products, cursor);
    } while (isSearch() && cursor !== null && products.length < LIMIT);
    attribute(byId('products'), 'aria-busy', false);
    setMessage(emptyMessage(products));
}

function setMessage(text) {
    setText('products-message', text);
    setVisible('products-message', text !== '');
}

async function pageAfter(cursor, limit) {
    const { show: status, search, code } = query;
    const parameters = new URLSearchParams({ limit, cursor, status, search, code });
    try {
        return await get(`${path}?${parameters}`);
    } catch (problem) {
        setMessage(problem.code === 'invalid_option'
            ? 'This page does not exist. Go to the first page.'
            : 'The products could not be loaded. Reload the page to try again.');
        throw problem;
    }
}

function render(products, cursor) {
    nextCursor = cursor;
    if (products.length === 0 && cursor !== null) setMessage('Searching…');
    showProducts(products);
    setText('page-position', position(products.length, cursor === null));
    byId('first').disabled = query.after === '';
    byId('previous').disabled = previousCursors.length === 0;
    byId('next').disabled = cursor === null;
}

/** The number of matches is known only on the last page: counting them would mean reading every product. */
function position(count, isLast) {
    if (count === 0 || query.page === null) return '';
    const before = LIMIT * (query.page - 1);
    const isFiltered = isSearch() || query.show !== '';
    const all = isFiltered ? before + count : total;
    const range = `Products ${formatNumber(before + 1)}–${formatNumber(before + count)}`;
    const page = `page ${formatNumber(query.page)}`;
    if (all === null || isFiltered && !isLast) return `${range} · ${page}`;
    return `${range} of ${formatNumber(all)} · ${page} of ${formatNumber(Math.ceil(all / LIMIT))}`;
}

function emptyMessage(products) {
    if (products.length > 0) return '';
    if (query.search !== '') return `No product has “${query.search}” in its name or serial number.`;
    return query.show === '' && query.after === '' ? 'The first products will appear soon.' : 'No products.';
}
