// Shows why an upload was rejected. For an invalid file: each problem, its position, and an excerpt of the file.

import { excerpts } from './csv-excerpt.js';
import { csvLine } from './csv-text.js';
import { byId, element, setText, setVisible } from './dom.js';
import { columnLetter, plural, sentence } from './format.js';

const FIELD_LABELS = {
    base_url: 'The base URL', source_url: 'The link', webhook_url: 'The webhook URL', webhook_secret: 'The signing secret',
};

export function hideUploadError() {
    setVisible('upload-error', false);
}

/** Moves the focus to the error, unless the user is about to change something else. */
export async function showUploadError(problem, csv, { takesFocus }) {
    const violations = problem.violations ?? [];
    const isFileInvalid = violations.length > 0;
    setText('upload-error-title', isFileInvalid ? 'Fix these problems in your file' : problem.title ?? 'Upload failed');
    setText('upload-error-detail',
        isFileInvalid ? summary(violations.length, problem.violation_count) : detail(problem));
    setVisible('violations', isFileInvalid);
    byId('violations-csv').parentElement.hidden = !isFileInvalid;
    setVisible('upload-error');
    if (takesFocus) byId('upload-error-title').focus();
    if (isFileInvalid) list(violations, await excerpts(csv, violations));
}

/** The server uses the API's field names; the page replaces them with its own labels. */
function detail({ detail: text = 'this page has a bug; reload it and try again', field }) {
    const label = FIELD_LABELS[field];
    return sentence(label && text.startsWith(field) ? label + text.slice(field.length) : text);
}

function summary(shown, total) {
    const advice = 'Nothing was saved. Fix the file and choose it again.';
    return total > shown
        ? `${plural(total, 'problem')}, of which the first ${shown} are listed. ${advice}`
        : `${plural(total, 'problem')}. ${advice}`;
}

function list(violations, cellExcerpts) {
    byId('violations').tBodies[0].replaceChildren(...violations.map((violation, index) => element('tr', {},
        element('td', { class: 'number' }, String(violation.line)),
        element('td', {}, columnLetter(violation.column)),
        element('td', {}, violation.message, ...renderExcerpt(cellExcerpts[index])))));
    offerCsv(violations, cellExcerpts);
}

function renderExcerpt(excerpt) {
    if (excerpt === null) return [];
    const { before, cell, after } = excerpt;
    return [element('div', { class: 'excerpt' },
        element('span', { class: 'muted' }, before),
        element('mark', {}, cell.trim() === '' ? element('em', {}, 'blank') : cell),
        element('span', { class: 'muted' }, after))];
}

function offerCsv(violations, cellExcerpts) {
    const rows = violations.map(({ line, column, code, message }, index) =>
        [line, columnLetter(column), code, message, cellExcerpts[index]?.cell ?? ''].map(escapeFormula));
    const csv = [['Line', 'Column', 'Code', 'Problem', 'Value'], ...rows].map(csvLine).join('');
    URL.revokeObjectURL(byId('violations-csv').href);
    // Without a byte order mark, Excel does not read the file as UTF-8.
    byId('violations-csv').href = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }));
}

/** Prevents a spreadsheet from evaluating a cell's text as a formula. */
const escapeFormula = (value) => /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
