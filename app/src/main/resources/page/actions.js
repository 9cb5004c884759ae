// What can be done with a request: take its CSV, cancel, try again, delete.

import { get, post, remove } from './api.js';
import { byId, say, show } from './dom.js';
import { forget } from './names.js';
import { isOpen } from './states.js';
import { counted, sentence } from './words.js';

let output = '';

/** @param changed hears how the request stands after it was cancelled or tried again */
export function offerActions(path, id, changed) {
    output = `${path}/output.csv`;
    byId('cancel').addEventListener('click', () => act(`${path}/cancel`, changed));
    byId('retry').addEventListener('click', () => act(`${path}/retry`, changed));
    byId('delete').addEventListener('click', () => byId('sure').showModal());
    byId('sure').addEventListener('close', ({ target }) => target.returnValue === 'delete' && erase(path, id));
}

export function showActions(status) {
    const hasEnded = !isOpen(status);
    byId('output').href = hasEnded ? output : `${output}?partial=true`;
    say('output', hasEnded ? 'Download the CSV' : 'Download what is done so far');
    say('retry', `Try ${counted(status.images.failed, 'failure')} again`);
    show('retry', hasEnded && status.images.failed > 0);
    show('cancel', !hasEnded && status.status !== 'cancelled');
}

async function act(path, changed) {
    show('trouble', false);
    try {
        changed(await post(path));
    } catch (problem) {
        complain(problem);
    }
}

async function erase(path, id) {
    try {
        await remove(path);
        forget(id);
        location.assign('/');
    } catch (problem) {
        complain(problem);
    }
}

function complain(problem) {
    say('trouble', sentence(problem.detail));
    show('trouble');
}
