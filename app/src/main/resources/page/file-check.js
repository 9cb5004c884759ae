// Checks a file on the server before anything starts, and shows what it was taken for. Checks it again when the user
// changes an option that matters, such as the drop-down above a column.

import { changeRole, guessRoles, holdsUrl, roleFields } from './column-roles.js';
import { buildColumns, showRoles } from './column-table.js';
import { byId, element, setText, setVisible } from './dom.js';
import { firstRows } from './first-rows.js';
import { plural } from './format.js';
import { isStandard, layoutName } from './layouts.js';
import { formData } from './options.js';
import { hideUploadError, showUploadError } from './upload-error.js';
import { upload } from './upload.js';
import { showWarnings } from './warnings.js';

const VALIDATE = '/v1/validate';
/** Warnings of the standard layout that mean that the result differs from the file in more than URLs. */
const LOSSES = ['ignored_column', 'skipped_line', 'replaced_bytes'];

let file = null;
/** The last answer of the server; `null` before there is one. */
let result = null;
/** The roles of the columns, if the user or the page chose them; `null` if the server finds them. */
let chosenRoles = null;
let isGuess = false;
/** The name of a workbook's sheet, if the user chose one. */
let chosenSheet = null;
let accepted = false;
let tableKey = '';
let running = new AbortController();

export function initFileCheck() {
    for (const id of ['base-url', 'keep-columns']) byId(id).addEventListener('change', () => check(false));
    byId('sheet').addEventListener('change', () => {
        chosenSheet = byId('sheet').value;
        chosenRoles = null;
        isGuess = false;
        check(false);
    });
    byId('reset-columns').addEventListener('click', () => {
        chosenRoles = null;
        byId('verdict').focus();
        check(false);
    });
}

/** Checks a file that the user chose. A check that is still running is given up. */
export function checkFile(selected) {
    file = selected;
    result = null;
    chosenRoles = null;
    chosenSheet = null;
    isGuess = false;
    tableKey = '';
    byId('base-url').value = '';
    byId('keep-columns').checked = false;
    for (const id of ['sheet-option', 'check', 'base-url-option', 'keep-columns-option', 'failed-option']) setVisible(id, false);
    check(true);
}

export const checkAgain = () => check(true);

export const isAccepted = () => accepted;

/** The fields that tell the API how to read the file, and what to put into the result. */
export function catalogFields() {
    const fields = chosenRoles === null ? [] : roleFields(result.columns, chosenRoles);
    if (chosenSheet !== null) fields.push(['sheet', chosenSheet]);
    if (!byId('base-url-option').hidden) fields.push(['base_url', byId('base-url').value.trim()]);
    if (!byId('keep-columns-option').hidden) fields.push(['keep_columns', String(byId('keep-columns').checked)]);
    if (!byId('failed-option').hidden) fields.push(['failed', byId('failed').value]);
    return fields;
}

/** @param takesFocus whether problems get the focus; not if the user is about to change something else */
async function check(takesFocus) {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    accepted = false;
    hideUploadError();
    byId('submit').disabled = true;
    if (chosenRoles !== null && !chosenRoles.includes('image')) return showNoImages();
    showVerdict('Checking the file…', '');
    try {
        const form = formData(file, catalogFields());
        const onProgress = (progress) => signal.aborted || setText('upload-status', progress);
        const checked = await upload(VALIDATE, form, onProgress, signal);
        const rows = await firstRows(file, checked.columns);
        if (!signal.aborted) take(checked, rows, takesFocus);
    } catch (problem) {
        if (!signal.aborted) fail(problem, takesFocus);
    }
}

function take(checked, rows, takesFocus) {
    result = checked;
    showSheets();
    const isFound = checked.layout !== null;
    if (!isFound && chosenRoles === null && isMissingColumns(checked)) {
        isGuess = true;
        chosenRoles = guessRoles(checked.columns);
        showTable(rows);
        check(takesFocus);
        return;
    }
    // The server knows columns by name: with two of the same name, it may use others than the user meant.
    if (isFound && chosenRoles !== null) chosenRoles = roles(checked);
    showTable(rows);
    showResult(takesFocus);
}

const isMissingColumns = ({ columns, violations }) =>
    columns.length > 0 && violations.some(({ code }) => code === 'missing_column');

function showSheets() {
    const { sheet, sheets } = result;
    byId('sheet').replaceChildren(...sheets.map((name) => element('option', {}, name)));
    byId('sheet').value = sheet;
    setVisible('sheet-option', sheets.length > 1);
}

const roles = ({ columns }) => columns.map(({ role }) => role);

function showTable(rows) {
    const { columns, sheet } = result;
    const key = JSON.stringify([sheet, columns.map(({ name }) => name)]);
    if (key !== tableKey) buildColumns(columns, rows, onRoleChange);
    tableKey = key;
    setVisible('check', columns.length > 0);
    showRoles(chosenRoles ?? roles(result));
}

function onRoleChange(index, role) {
    chosenRoles = changeRole(result.columns, chosenRoles ?? roles(result), index, role);
    isGuess = false;
    showRoles(chosenRoles);
    check(false);
}

function showResult(takesFocus) {
    const { valid, layout, columns, violations, violation_count: violationCount } = result;
    const name = layout === null || isGuess ? 'Unknown file' : layoutName(layout);
    setText('upload-status', '');
    accepted = valid;
    byId('submit').disabled = !valid;
    showOptions();
    showLosses();
    if (valid) showVerdict(`${name}: ${counts(result)}`, resultNote());
    else if (needsBaseUrl()) showVerdict(`${name}: image cells are paths`, 'Enter the base URL.');
    else {
        showVerdict(columns.length === 0 ? '' : `${name}: ${plural(violationCount, 'problem')}`, '');
        showUploadError({ violations, violation_count: violationCount }, file, { takesFocus });
    }
}

/** Whether there is nothing wrong but that the images' cells are paths, and the user has not said where they lead. */
const needsBaseUrl = () =>
    result.violations.every(({ code }) => code === 'no_usable_url') && byId('base-url').value === ''
    && result.columns.some(({ role, sample }) => role === 'image' && isPath(sample));

const isPath = (text) => /^\/[^/\s]|^[^\s:]+\.\w{3,4}\b/.test(text);

function counts({ rows, images, columns }) {
    const imageColumns = columns.filter(({ role }) => role === 'image').length;
    return `${plural(rows, 'row')} with images, ${plural(images, 'image')} in ${plural(imageColumns, 'column')}`;
}

function resultNote() {
    const sameFile = 'You get this file back, with new image URLs in place of the old ones.';
    if (result.columns.some(({ name }) => holdsUrl(name)))
        return 'The first row is taken for the header, but has URLs. If it is a product, paste the cells here instead.';
    if (isGuess) return `Check what each column is used for. ${sameFile}`;
    if (!isStandard(result.layout)) return sameFile;
    return byId('keep-columns').checked
        ? 'You get all columns back, and one more with the new image URLs.'
        : 'You get these three columns back, and one more with the new image URLs.';
}

function showVerdict(verdict, note) {
    setText('verdict', verdict);
    setText('result-note', note);
    setVisible('verdict', verdict !== '');
    setVisible('result-note', note !== '');
}

function showNoImages() {
    setText('upload-status', '');
    showVerdict('Choose a column with image URLs', 'Open the drop-down above the column, and choose Images.');
    setVisible('reset-columns', !isGuess);
    setVisible('warnings', false);
}

function showOptions() {
    const { layout, columns, valid, warnings } = result;
    const hasPaths = columns.some(({ role, sample }) => role === 'image' && isPath(sample));
    const hasFaultyUrls = warnings.some(({ code }) => code === 'invalid_url');
    setVisible('base-url-option', hasPaths || hasFaultyUrls || byId('base-url').value !== '');
    setVisible('keep-columns-option', isStandard(layout) && columns.some(({ role }) => role === 'other'));
    setVisible('failed-option', valid && !isStandard(layout));
    setVisible('reset-columns', chosenRoles !== null && !isGuess);
}

/** Opens the warnings where something does not come back as it was. */
function showLosses() {
    const { layout, warnings, warning_count: count } = result;
    showWarnings(warnings, count);
    byId('warnings').open = isStandard(layout) && warnings.some(({ code }) => LOSSES.includes(code));
}

function fail(problem, takesFocus) {
    setText('upload-status', '');
    showVerdict('', '');
    byId('submit').disabled = false;
    showUploadError(problem, file, { takesFocus });
}
