// The page of one request: loads its status, follows it to the end, and renders everything.

import { isShared, requestPath as path } from './access.js';
import { initActions, showActions } from './actions.js';
import { ensureSession, isSignedIn } from './api-key.js';
import { get } from './api.js';
import { byId, reloadOnBack, setText, setVisible } from './dom.js';
import { showDownloads } from './downloads.js';
import { showFailures } from './failures.js';
import { dateTime, formatNumber, formatPercent, percent, plural, sentence } from './format.js';
import { isStandard, layoutName } from './layouts.js';
import { initNotification, notifyOfEnd } from './notification.js';
import { openProducts, refreshProducts } from './product-list.js';
import { showProgress } from './progress-bar.js';
import { badge, isOpen, nameOf } from './request-state.js';
import { initShare } from './share.js';
import { showStatistics } from './statistics.js';
import { subscribe } from './status-updates.js';
import { showTabTitle } from './tab-title.js';
import { showChart } from './throughput-chart.js';
import { loadWarnings } from './warnings.js';
import { initWebhook, showWebhook } from './webhook.js';

const ANNOUNCE_MILLIS = 10_000;
const RETRY_MILLIS = 3000;

let announcedState = '';
let announcedAt = 0;

setVisible('back', !isShared);
if (isShared) open();
else ensureSession().then(open);
reloadOnBack();

async function open() {
    try {
        const status = await get(path);
        if (!isShared) initForOwner();
        render(status);
    } catch (problem) {
        showError(problem);
        if (problem.code === 'unreachable') setTimeout(open, RETRY_MILLIS);
        return;
    }
    setVisible('error', false);
    openProducts(path);
    followStatus();
}

function initForOwner() {
    initActions(path, (status) => {
        render(status);
        followStatus();
    });
    initShare(path);
    initNotification();
    initWebhook(path);
    loadWarnings(path);
}

function followStatus() {
    subscribe(path, render, showError);
}

function showError(problem) {
    const isGone = problem.code === 'not_found';
    setText('request-name', isGone ? 'Request not found' : 'This request cannot be shown');
    setText('error', isGone ? goneMessage() : sentence(problem.detail));
    byId('state').replaceChildren();
    setText('options-summary', '');
    setVisible('error');
    setVisible('request', false);
    document.title = 'Halftone';
}

function goneMessage() {
    if (isShared) return 'It is no longer shared, or the link is incomplete. Ask whoever gave you the link.';
    const isDeleted = 'It was deleted, or its URL is incomplete.';
    return isSignedIn() ? `It may belong to another API key: sign out to use that one. ${isDeleted}` : isDeleted;
}

/** Renders a status. Parts that need more data from the server load it, each at its own interval. */
function render(status) {
    const name = nameOf(status);
    setText('request-name', name);
    byId('state').replaceChildren(badge(status));
    setText('options-summary', optionsSummary(status));
    announce(status);
    setVisible('request');
    showTabTitle(status, name);
    showProgress(status);
    showStatistics(status);
    showActions(status);
    showDownloads(path, status);
    if (!isShared) {
        showChart(path, status);
        showFailures(path, status);
        showWebhook(status);
        notifyOfEnd(status);
    }
    refreshProducts(status);
}

function optionsSummary({ reference, filename, created_at: created, expires_at: expires, rows, options }) {
    const format = options.format === 'keep' ? 'original format' : options.format.toUpperCase();
    const file = reference !== null && filename !== null ? [filename] : [];
    const keptUntil = expires === null ? [] : [`Kept until ${dateTime(expires)}`];
    const quality = `quality ${options.quality}`;
    const layout = isStandard(options.layout) ? [] : [layoutName(options.layout)];
    const images = [quality, sizeLimit(options), format];
    return [...file, ...layout, dateTime(created), plural(rows.total, 'product'), ...images, ...keptUntil].join(' · ');
}

function sizeLimit({ max_width: width, max_height: height }) {
    if (width === 0 && height === 0) return 'no size limit';
    if (height === 0) return `at most ${formatNumber(width)} pixels wide`;
    if (width === 0) return `at most ${formatNumber(height)} pixels high`;
    return `at most ${formatNumber(width)} × ${formatNumber(height)} pixels`;
}

/** For screen readers: announces each change of state at once, and the progress every ten seconds. */
function announce(status) {
    const now = Date.now();
    const state = status.status + status.finished_at;
    if (state === announcedState && (!isOpen(status) || now - announcedAt < ANNOUNCE_MILLIS)) return;
    announcedState = state;
    announcedAt = now;
    const done = formatPercent(percent(status.images.done, status.images.total));
    setText('announcement', `${done} done. ${sentence(status.message)}`);
}
