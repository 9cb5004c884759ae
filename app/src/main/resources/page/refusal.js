// Shows what is wrong with a CSV: where, how to mend it, and the very words of the file.

import { byId, make, say, show } from './dom.js';
import { quoted } from './lines.js';
import { columnLetter, counted, sentence } from './words.js';

const FIELDS = { webhook_url: 'The webhook URL', webhook_secret: 'The signing secret' };

export function hideRefusal() {
    show('refusal', false);
}

export async function showRefusal(problem, csv) {
    const violations = problem.violations ?? [];
    say('refusal-title', problem.title);
    say('refusal-detail', violations.length > 0 ? summary(violations.length, problem.violation_count) : detail(problem));
    show('violations', violations.length > 0);
    byId('violations-csv').parentElement.hidden = violations.length === 0;
    show('refusal');
    byId('refusal-title').focus();
    if (violations.length > 0) list(violations, await quoted(csv, violations));
}

/** The server calls fields by the names of its API, people by what stands above them. */
function detail({ detail: words = 'something went wrong on this page', field }) {
    const label = FIELDS[field];
    return sentence(label && words.startsWith(field) ? label + words.slice(field.length) : words);
}

function summary(shown, all) {
    const kept = 'Nothing was stored. Mend the file and bring it again.';
    return all > shown
        ? `${counted(all, 'problem')}; here are the first ${shown}. ${kept}`
        : `${counted(all, 'problem')}. ${kept}`;
}

function list(violations, quotes) {
    byId('violations').tBodies[0].replaceChildren(...violations.map((violation, index) => make('tr', {},
        make('td', { class: 'number' }, String(violation.line)),
        make('td', {}, columnLetter(violation.column)),
        make('td', {}, violation.message, make('div', { class: 'quote' }, ...quote(quotes[index]))))));
    offer(violations, quotes);
}

function quote({ before, cell, after }) {
    const words = cell.trim() === '' ? make('em', {}, 'blank') : cell;
    return [make('span', { class: 'quiet' }, before), make('mark', {}, words), make('span', { class: 'quiet' }, after)];
}

function offer(violations, quotes) {
    const rows = violations.map(({ line, column, code, message }, index) =>
        [line, columnLetter(column), code, message, quotes[index].cell]);
    const csv = [['Line', 'Column', 'Code', 'What to mend', 'It says'], ...rows].map(csvLine).join('');
    URL.revokeObjectURL(byId('violations-csv').href);
    // With a mark, without which Excel takes UTF-8 for something else.
    byId('violations-csv').href = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }));
}

const csvLine = (cells) => cells.map((cell) => `"${harmless(String(cell)).replaceAll('"', '""')}"`).join(',') + '\r\n';

/** A spreadsheet must not take what a cell says for a formula. */
const harmless = (text) => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
