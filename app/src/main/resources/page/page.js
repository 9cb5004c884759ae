// The page: sends a CSV, or follows the request that its address names. It knows the API, and nothing else of the server.

const API = '/v1/requests';
const FAILURE_PAGES = 4;

const element = (id) => document.getElementById(id);
const show = (id, shown = true) => { element(id).hidden = !shown; };
const say = (id, text) => { element(id).textContent = text; };

const requestId = location.pathname.match(/^\/requests\/([0-9a-f]+)$/)?.[1];
if (requestId) follow(`${API}/${requestId}`);
else offerUpload();

function offerUpload() {
    const form = element('form');
    const file = form.elements.file;
    file.addEventListener('change', () => say('chosen', file.files[0]?.name ?? 'Drop a CSV here, or choose one'));
    form.elements.quality.addEventListener('input', (event) => say('quality-shown', event.target.value));
    acceptDrops(element('drop'), file);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        upload(form);
    });
    show('upload');
}

function acceptDrops(area, file) {
    area.addEventListener('dragover', (event) => {
        event.preventDefault();
        area.classList.add('over');
    });
    area.addEventListener('dragleave', () => area.classList.remove('over'));
    area.addEventListener('drop', (event) => {
        event.preventDefault();
        area.classList.remove('over');
        if (event.dataTransfer.files.length === 0) return;
        file.files = event.dataTransfer.files;
        file.dispatchEvent(new Event('change'));
    });
}

async function upload(form) {
    show('refusal', false);
    show('trouble', false);
    element('start').disabled = true;
    say('start', 'Sending…');
    try {
        const accepted = await call('POST', API, new FormData(form));
        location.assign(`/requests/${accepted.request_id}`);
    } catch (problem) {
        showRefusal(problem);
    } finally {
        element('start').disabled = false;
        say('start', 'Start');
    }
}

function showRefusal(problem) {
    const violations = problem.violations ?? [];
    say('refusal-title', problem.title ?? 'The server cannot be reached');
    say('refusal-detail', violations.length > 0 ? counted(violations.length, problem.violation_count) : problem.detail);
    fill(element('violations').tBodies[0], violations, ({ line, column, message }) => [line, column, message]);
    show('violations', violations.length > 0);
    show('refusal');
}

function counted(shown, all) {
    if (all > shown) return `${all} problems; the first ${shown} are:`;
    return all === 1 ? 'One problem:' : `${all} problems:`;
}

async function follow(path) {
    element('cancel').addEventListener('click', () => act(path, 'cancel'));
    element('retry').addEventListener('click', () => act(path, 'retry'));
    element('output').href = `${path}/output.csv`;
    try {
        showStatus(path, await call('GET', path));
        show('request');
        listen(path);
    } catch (problem) {
        showTrouble(problem);
    }
}

function listen(path) {
    const events = new EventSource(`${path}/events`);
    events.addEventListener('progress', (event) => showStatus(path, JSON.parse(event.data)));
    // The browser would ask again for a stream that has come to its end.
    events.addEventListener('finished', () => events.close());
}

function showStatus(path, status) {
    const ended = status.finished_at !== null;
    const { rows, images, bytes } = status;
    document.title = `${status.message} – Halftone`;
    say('message', sentence(status.message));
    element('bar').value = images.total === 0 ? 0 : images.done / images.total;
    say('rows', `${number(rows.done)} of ${number(rows.total)}`);
    say('images', `${number(images.done)} of ${number(images.total)}`);
    say('failed', number(images.failed));
    say('saved', bytes.in === 0 ? '–' : `${size(bytes.in - bytes.out)} of ${size(bytes.in)}`);
    say('left', ended ? 'none' : status.eta_seconds === null ? '–' : time(status.eta_seconds));
    show('output', ended);
    show('cancel', !ended && status.status !== 'cancelled');
    show('retry', ended && images.failed > 0);
    show('failures', ended && images.failed > 0);
    if (ended && images.failed > 0) showFailures(path);
}

async function act(path, what) {
    show('trouble', false);
    try {
        showStatus(path, await call('POST', `${path}/${what}`));
        if (what === 'retry') listen(path);
    } catch (problem) {
        showTrouble(problem);
    }
}

async function showFailures(path) {
    const codes = new Map();
    let more = false;
    for (const status of ['failed', 'partial']) {
        let cursor = '';
        for (let page = 0; page < FAILURE_PAGES && cursor !== null; page++) {
            const found = await call('GET', `${path}/products?status=${status}&limit=500&cursor=${cursor}`);
            found.items.forEach((product) => count(codes, product));
            cursor = found.next_cursor;
        }
        more ||= cursor !== null;
    }
    const byCount = [...codes.entries()].sort(([, a], [, b]) => b.count - a.count);
    fill(element('codes'), byCount, ([code, { count, first }]) => [code, number(count), first]);
    show('more', more);
}

function count(codes, product) {
    for (const image of product.images) {
        if (image.status !== 'failed') continue;
        const known = codes.get(image.code) ?? { count: 0, first: `${image.input_url}: ${image.message}` };
        codes.set(image.code, { ...known, count: known.count + 1 });
    }
}

function showTrouble(problem) {
    say('trouble', problem.detail ? sentence(problem.detail) : 'The server cannot be reached.');
    show('trouble');
}

// The answer's JSON; a problem document is thrown, and so is a broken connection.
async function call(method, path, body) {
    const answer = await fetch(path, { method, body });
    const json = await answer.json();
    if (!answer.ok) throw json;
    return json;
}

function fill(rows, items, cells) {
    rows.replaceChildren(...items.map((item) => {
        const row = document.createElement('tr');
        for (const text of cells(item)) row.insertCell().textContent = text;
        return row;
    }));
}

function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1) + '.';
}

function number(count) {
    return count.toLocaleString('en');
}

function size(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let amount = bytes;
    for (; Math.abs(amount) >= 1000 && unit < units.length - 1; unit++) amount /= 1000;
    return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]}`;
}

function time(seconds) {
    if (seconds < 60) return `${seconds} s`;
    return seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
