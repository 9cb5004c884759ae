// The statistics of a request.

import { attribute, byId, setText, setVisible } from './dom.js';
import {
    duration, formatBytes, formatNumber, formatPercent, percent, plural, savedPercent, sentence,
} from './format.js';
import { hasFailures, isOpen } from './request-state.js';

let timer = 0;

export function showStatistics(status) {
    const { images, bytes } = status;
    setText('images-done', formatNumber(images.done));
    setText('images-total', `of ${formatNumber(images.total)} (${formatPercent(percent(images.done, images.total))})`);
    setText('handed-over', images.handed_over === 0 ? '' : `${formatNumber(images.handed_over)} at the image service`);
    showWaiting(status);
    setText('time-title', isOpen(status) ? 'Time left' : 'Duration');
    setText('time', time(status));
    setText('saved', bytes.in === 0 ? '–' : `${formatPercent(savedPercent(bytes))} saved`);
    setText('bytes', bytes.in === 0 ? '' : `from ${formatBytes(bytes.in)} to ${formatBytes(bytes.out)}`);
    setText('failed-title', status.status === 'cancelled' ? 'Failed or cancelled' : 'Failed');
    setText('failed', formatNumber(images.failed));
    attribute(byId('failed'), 'class', hasFailures(status) ? 'error' : false);
    setText('reused', images.reused === 0 ? '' : `${formatNumber(images.reused)} reused`);
}

function time(status) {
    if (isOpen(status)) return status.eta_seconds === null ? '–' : duration(status.eta_seconds);
    return status.duration_seconds === null ? '–' : duration(status.duration_seconds);
}

/** Says why nothing moves, and counts down to the next try. */
function showWaiting({ waiting, finished_at: finished }) {
    clearInterval(timer);
    setVisible('waiting', waiting !== null && finished === null);
    if (byId('waiting').hidden) return;
    const show = () => setText('waiting', waitingText(waiting));
    show();
    if (waiting.next_try_at !== null) timer = setInterval(show, 1000);
}

function waitingText({ code, message, host, images, next_try_at: nextTry }) {
    if (code === 'storage_failed') return sentence(`waiting for storage: ${message}`);
    const what = host === null ? 'another try' : `${host} to recover`;
    const next = nextTry === null ? '' : `, next try ${inTime(Date.parse(nextTry) - Date.now())}`;
    return `${plural(images, 'image')} ${images === 1 ? 'waits' : 'wait'} for ${what}${next}.`;
}

const inTime = (millis) => millis < 1000 ? 'now' : `in ${duration(millis / 1000)}`;
