// Shares a request: a link for everyone, until it is taken back.

import { showError } from './actions.js';
import { post, remove } from './api.js';
import { byId, setText, setVisible } from './dom.js';

export function initShare(path) {
    setVisible('share');
    byId('share').addEventListener('click', () => share(path));
    byId('copy-share').addEventListener('click', copy);
    byId('stop-sharing').addEventListener('click', () => stopSharing(path));
}

async function share(path) {
    try {
        const { url } = await post(`${path}/share`);
        byId('share-url').value = url;
        setText('share-message', '');
        byId('share-dialog').showModal();
        byId('share-url').select();
    } catch (problem) {
        showError(problem);
    }
}

/** Browsers have no clipboard for pages that come over plain HTTP from another machine. */
async function copy() {
    byId('share-url').select();
    try {
        await navigator.clipboard.writeText(byId('share-url').value);
        setText('share-message', 'Copied.');
    } catch {
        setText('share-message', document.execCommand('copy') ? 'Copied.' : 'Press Ctrl+C or ⌘C to copy the link.');
    }
}

async function stopSharing(path) {
    byId('share-dialog').close();
    try {
        await remove(`${path}/share`);
    } catch (problem) {
        showError(problem);
    }
}
