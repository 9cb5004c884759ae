// The start page: check a file, start its request, and find earlier requests.

import { ensureSession } from './api-key.js';
import { REQUESTS } from './api.js';
import { byId, reloadOnBack, setText } from './dom.js';
import { catalogFields, checkAgain, checkFile, initFileCheck, isAccepted } from './file-check.js';
import { onFileSelected } from './file-input.js';
import { explainQuality, formData, imageFields } from './options.js';
import { initPreview } from './preview.js';
import { showRecentRequests } from './recent-requests.js';
import { initSettings, rememberSettings } from './saved-settings.js';
import { hideUploadError, showUploadError } from './upload-error.js';
import { upload } from './upload.js';

let file = null;

explainQuality();
initSettings();
initPreview();
initFileCheck();
onFileSelected((selected) => {
    file = selected;
    checkFile(file);
});
byId('upload-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (file === null) {
        setText('upload-status', 'Choose a file first.');
        byId('file').focus();
    } else if (isAccepted()) start();
    // Its check failed, because the server could not be reached.
    else checkAgain();
});
ensureSession().then(showRecentRequests);
reloadOnBack();

async function start() {
    hideUploadError();
    byId('submit').disabled = true;
    try {
        const form = formData(file, [...catalogFields(), ...imageFields()]);
        const accepted = await upload(REQUESTS, form, (progress) => setText('upload-status', progress));
        rememberSettings();
        location.assign(`/requests/${accepted.request_id}`);
    } catch (problem) {
        showUploadError(problem, file, { takesFocus: true });
    } finally {
        setText('upload-status', '');
        byId('submit').disabled = false;
    }
}
