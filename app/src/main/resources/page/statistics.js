// The statistics of a request.

import { attribute, byId, setText } from './dom.js';
import { duration, formatBytes, formatNumber, percent, savedPercent } from './format.js';
import { hasFailures, isOpen } from './request-state.js';

export function showStatistics(status) {
    const { images, bytes } = status;
    setText('images-done', formatNumber(images.done));
    setText('images-total', `of ${formatNumber(images.total)} (${percent(images.done, images.total)}%)`);
    setText('handed-over', images.handed_over === 0 ? '' : `${formatNumber(images.handed_over)} at the image service`);
    setText('time-title', isOpen(status) ? 'Time left' : 'Duration');
    setText('time', time(status));
    setText('saved', bytes.in === 0 ? '–' : `${savedPercent(bytes)}% saved`);
    setText('bytes', bytes.in === 0 ? '' : `from ${formatBytes(bytes.in)} to ${formatBytes(bytes.out)}`);
    setText('failed-title', status.status === 'cancelled' ? 'Failed or cancelled' : 'Failed');
    setText('failed', formatNumber(images.failed));
    attribute(byId('failed'), 'class', hasFailures(status) ? 'error' : false);
    setText('reused', images.reused === 0 ? '' : `${formatNumber(images.reused)} reused`);
}

function time(status) {
    if (isOpen(status)) return status.eta_seconds === null ? '–' : duration(status.eta_seconds);
    if (status.started_at === null) return '–';
    return duration((Date.parse(status.finished_at) - Date.parse(status.started_at)) / 1000);
}
