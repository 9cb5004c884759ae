// Actions on a request: cancel, retry, delete. Readers of a shared request have none.

import { post, remove } from './api.js';
import { byId, setText, setVisible } from './dom.js';
import { plural, sentence } from './format.js';
import { isOpen } from './request-state.js';

/** The request's path and who hears of changes; `null` while there are no actions. */
let actions = null;

/** @param onChange receives the new status after the request was cancelled or retried */
export function initActions(path, onChange) {
    actions = { path, onChange };
    setVisible('delete');
    byId('cancel').addEventListener('click', () => perform('cancel'));
    byId('retry').addEventListener('click', () => perform('retry'));
    byId('delete').addEventListener('click', () => byId('confirm-delete').showModal());
    byId('confirm-delete').addEventListener('close', ({ target }) =>
        target.returnValue === 'delete' && deleteRequest(path));
}

export function showActions(status) {
    if (actions === null) return;
    const hasEnded = !isOpen(status);
    setText('retry', `Retry ${plural(status.images.failed, 'failed image')}`);
    setVisible('retry', hasEnded && status.images.failed > 0);
    setVisible('cancel', !hasEnded && status.status !== 'cancelled');
}

/** Retries the images that failed for one reason. */
export const retryCode = (code) => perform(`retry?code=${code}`);

/** Retries a failed image with another URL; throws the problem if that is refused. */
export async function replaceUrl(oldUrl, url) {
    actions.onChange(await post(`${actions.path}/retry`, { urls: { [oldUrl]: url } }));
}

async function perform(action) {
    setVisible('error', false);
    try {
        actions.onChange(await post(`${actions.path}/${action}`));
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

export function showError(problem) {
    setText('error', sentence(problem.detail));
    setVisible('error');
}
