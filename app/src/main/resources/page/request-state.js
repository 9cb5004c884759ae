// The displayed name and state of a request. The API's `completed` means only that every image has ended.

import { element } from './dom.js';

const QUEUED = { style: 'pending', label: 'Queued' };
const IN_PROGRESS = { style: 'in-progress', label: 'In progress' };
const CANCELLING = { style: 'cancelled', label: 'Cancelling' };
const CANCELLED = { style: 'cancelled', label: 'Cancelled' };
const FINISHED = { style: 'succeeded', label: 'Finished' };
const PARTIAL = { style: 'partial', label: 'Finished with errors' };
const FAILED = { style: 'failed', label: 'All failed' };

export function stateOf({ status, finished_at: finished, images }) {
    if (status === 'queued') return QUEUED;
    if (status === 'processing') return IN_PROGRESS;
    if (status === 'cancelled') return finished === null ? CANCELLING : CANCELLED;
    if (images.failed === 0) return FINISHED;
    return images.succeeded === 0 ? FAILED : PARTIAL;
}

/** What its user calls it. */
export const nameOf = ({ reference, filename, request_id: id }) => reference ?? filename ?? id;

/** In a cancelled request, most images that count as failed were only not begun. */
export const hasFailures = ({ status, images }) => images.failed > 0 && status !== 'cancelled';

export const isOpen = (status) => status.finished_at === null;

export function badge(status) {
    const { style, label } = stateOf(status);
    return element('span', { class: `badge ${style}` }, label);
}
