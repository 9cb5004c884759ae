// Actions on a request: cancel, retry, delete.

import { post, remove } from './api.js';
import { byId, setText, setVisible } from './dom.js';
import { plural, sentence } from './format.js';
import { isOpen } from './request-state.js';

/** @param onChange receives the new status after the request was cancelled or retried */
export function initActions(path, onChange) {
    byId('cancel').addEventListener('click', () => perform(`${path}/cancel`, onChange));
    byId('retry').addEventListener('click', () => perform(`${path}/retry`, onChange));
    byId('delete').addEventListener('click', () => byId('confirm-delete').showModal());
    byId('confirm-delete').addEventListener('close', ({ target }) =>
        target.returnValue === 'delete' && deleteRequest(path));
}

export function showActions(status) {
    const hasEnded = !isOpen(status);
    setText('retry', `Retry ${plural(status.images.failed, 'failed image')}`);
    setVisible('retry', hasEnded && status.images.failed > 0);
    setVisible('cancel', !hasEnded && status.status !== 'cancelled');
}

async function perform(path, onChange) {
    setVisible('error', false);
    try {
        onChange(await post(path));
    } catch (problem) {
        showError(problem);
    }
}

async function deleteRequest(path) {
    try {
        await remove(path);
        location.assign('/');
    } catch (problem) {
        showError(problem);
    }
}

function showError(problem) {
    setText('error', sentence(problem.detail));
    setVisible('error');
}
