// The start page: a CSV is brought here, and earlier ones are found again.

import { REQUESTS } from './api.js';
import { byId, reloadWhenBack, say } from './dom.js';
import { takeFiles } from './file.js';
import { admit } from './key.js';
import { remember } from './names.js';
import { explainQuality, wishes } from './options.js';
import { showRecent } from './recent.js';
import { hideRefusal, showRefusal } from './refusal.js';
import { upload } from './upload.js';

let csv = null;

explainQuality();
takeFiles((file) => {
    csv = file;
    hideRefusal();
    byId('begin').focus();
});
byId('form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (csv !== null) begin();
    else {
        say('sending', 'Bring a CSV first.');
        byId('file').focus();
    }
});
admit().then(showRecent);
reloadWhenBack();

async function begin() {
    hideRefusal();
    byId('begin').disabled = true;
    try {
        const accepted = await upload(REQUESTS, wishes(csv), (words) => say('sending', words));
        remember(accepted.request_id, csv.name);
        location.assign(`/requests/${accepted.request_id}`);
    } catch (problem) {
        showRefusal(problem, csv);
    } finally {
        say('sending', '');
        byId('begin').disabled = false;
    }
}
