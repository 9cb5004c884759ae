// What a request's state is called. `completed` says only that every image has ended.

import { make } from './dom.js';

const WAITING = { word: 'waiting', label: 'Waiting' };
const WORKING = { word: 'working', label: 'At work' };
const CANCELLING = { word: 'cancelled', label: 'Cancelling' };
const CANCELLED = { word: 'cancelled', label: 'Cancelled' };
const DONE = { word: 'done', label: 'Done' };
const FLAWED = { word: 'flawed', label: 'Done, with gaps' };
const FAILED = { word: 'failed', label: 'Nothing worked' };

export function stateOf({ status, finished_at: finished, images }) {
    if (status === 'queued') return WAITING;
    if (status === 'processing') return WORKING;
    if (status === 'cancelled') return finished === null ? CANCELLING : CANCELLED;
    if (images.failed === 0) return DONE;
    return images.succeeded === 0 ? FAILED : FLAWED;
}

export const isOpen = (status) => status.finished_at === null;

export function pill(status) {
    const { word, label } = stateOf(status);
    return make('span', { class: `pill ${word}` }, label);
}
