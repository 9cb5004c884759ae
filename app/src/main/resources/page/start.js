// The start page: upload a CSV, and find earlier requests.

import { ensureSession } from './api-key.js';
import { REQUESTS } from './api.js';
import { byId, reloadOnBack, setText } from './dom.js';
import { onFileSelected } from './file-input.js';
import { saveFileName } from './file-names.js';
import { explainQuality, formData } from './options.js';
import { showRecentRequests } from './recent-requests.js';
import { hideUploadError, showUploadError } from './upload-error.js';
import { upload } from './upload.js';

let csv = null;

explainQuality();
onFileSelected((file) => {
    csv = file;
    hideUploadError();
    byId('submit').focus();
});
byId('upload-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (csv !== null) submit();
    else {
        setText('upload-status', 'Choose a CSV file first.');
        byId('file').focus();
    }
});
ensureSession().then(showRecentRequests);
reloadOnBack();

async function submit() {
    hideUploadError();
    byId('submit').disabled = true;
    try {
        const accepted = await upload(REQUESTS, formData(csv), (progress) => setText('upload-status', progress));
        saveFileName(accepted.request_id, csv.name);
        location.assign(`/requests/${accepted.request_id}`);
    } catch (problem) {
        showUploadError(problem, csv);
    } finally {
        setText('upload-status', '');
        byId('submit').disabled = false;
    }
}
