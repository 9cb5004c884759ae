// Shares a request: a link for everyone, until it is taken back.

import { showError } from './actions.js';
import { post, remove } from './api.js';
import { copyText } from './clipboard.js';
import { byId, setText, setVisible } from './dom.js';

export function initShare(path) {
    setVisible('share');
    byId('share').addEventListener('click', () => share(path));
    byId('copy-share').addEventListener('click', async () =>
        setText('share-message', await copyText(byId('share-url').value)));
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

async function stopSharing(path) {
    byId('share-dialog').close();
    try {
        await remove(`${path}/share`);
    } catch (problem) {
        showError(problem);
    }
}
