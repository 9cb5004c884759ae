// The page of one request: looks at it, follows it, and shows it whole.

import { offerActions, showActions } from './actions.js';
import { get, REQUESTS } from './api.js';
import { showBar } from './bar.js';
import { showChart } from './chart.js';
import { byId, reloadWhenBack, say, show } from './dom.js';
import { showFailures } from './failures.js';
import { showFigures } from './figures.js';
import { admit } from './key.js';
import { follow } from './live.js';
import { nameOf } from './names.js';
import { openProducts, refreshProducts } from './products.js';
import { isOpen, pill } from './states.js';
import { showTab } from './tab.js';
import { showWarnings } from './warnings.js';
import { counted, number, percent, sentence, when } from './words.js';

const SPEAK_MILLIS = 10_000;
const AGAIN_MILLIS = 3000;
const id = location.pathname.split('/').at(-1);
const path = `${REQUESTS}/${id}`;

let state = '';
let spokenAt = 0;

admit().then(open);
reloadWhenBack();

async function open() {
    try {
        present(await get(path));
    } catch (problem) {
        refuse(problem);
        if (problem.code === 'unreachable') setTimeout(open, AGAIN_MILLIS);
        return;
    }
    show('trouble', false);
    offerActions(path, id, (status) => {
        present(status);
        watch();
    });
    openProducts(path);
    showWarnings(path);
    watch();
}

function watch() {
    follow(path, present, refuse);
}

function refuse(problem) {
    const isGone = problem.code === 'not_found';
    say('name', isGone ? 'There is no such request' : 'This request cannot be shown');
    say('trouble', isGone ? 'It was deleted, or its address is incomplete.' : sentence(problem.detail));
    byId('state').replaceChildren();
    say('order', '');
    show('trouble');
    show('request', false);
    document.title = 'Halftone';
}

/** Shows how the request stands; whatever needs another look at the server takes it when it is time. */
function present(status) {
    const name = nameOf(id) ?? `Request of ${when(status.created_at)}`;
    say('name', name);
    byId('state').replaceChildren(pill(status));
    say('order', order(status));
    speak(status);
    show('request');
    showTab(status, name);
    showBar(status);
    showFigures(status);
    showActions(status);
    showChart(path, status);
    showFailures(path, status);
    refreshProducts(status);
}

/** What was asked for. */
function order({ created_at: created, rows, options }) {
    const side = options.max_width === 0 ? 'any size' : `at most ${number(options.max_width)} pixels a side`;
    const format = options.format === 'keep' ? 'format kept' : options.format.toUpperCase();
    const time = nameOf(id) === null ? [] : [when(created)];
    return [...time, counted(rows.total, 'product'), `quality ${options.quality}`, side, format].join(' · ');
}

/** For those who listen: each change of state at once, and now and then how far it is. */
function speak(status) {
    const now = Date.now();
    const isNews = state !== status.status + status.finished_at;
    if (!isNews && (!isOpen(status) || now - spokenAt < SPEAK_MILLIS)) return;
    state = status.status + status.finished_at;
    spokenAt = now;
    say('spoken', `${percent(status.images.done, status.images.total)} % done. ${sentence(status.message)}`);
}
