// Shows the first rows of a file, with a drop-down above each column that says what it is used for.

import { truncate } from './csv-text.js';
import { attribute, byId, element, setText, setVisible } from './dom.js';
import { columnLetter, plural } from './format.js';

const MAX_CELL_LENGTH = 60;
const FEW_COLUMNS = 8;
const ROLES = [['image', 'Images'], ['id', 'ID'], ['name', 'Name'], ['other', 'Leave alone']];

/** The table on the page; it stays while only roles change, so that the drop-downs keep the focus. */
let shown = { columns: [], selects: [], visible: new Set(), isEvery: true };

/**
 * @param rows the first rows, or `null` to show the columns' samples
 * @param onChange receives the index of a column and its new role
 */
export function buildColumns(columns, rows, onChange) {
    shown = {
        columns,
        selects: columns.map((column, index) => roleSelect(column, index, onChange)),
        visible: new Set(),
        isEvery: columns.length <= FEW_COLUMNS,
    };
    byId('columns').tHead.replaceChildren(element('tr', {}, ...columns.map(headerCell)));
    byId('columns').tBodies[0].replaceChildren(
        ...(rows ?? [columns.map(({ sample }) => sample)]).map((cells) => row(cells, columns.length)));
    setText('columns-note', rows === null ? 'An example from each column' : 'The first rows of the file');
}

const headerCell = (column, index) =>
    element('th', { scope: 'col' },
        element('label', { for: `role-${index}` }, columnName(column, index)), shown.selects[index]);

const row = (cells, width) =>
    element('tr', {}, ...Array.from({ length: width }, (_, index) =>
        element('td', {}, truncate(cells[index] ?? '', MAX_CELL_LENGTH))));

/** Of many columns, those stand behind a button that neither are used nor hold URLs. */
export function showRoles(roles) {
    const { columns, selects, visible } = shown;
    columns.forEach((column, index) => (roles[index] !== 'other' || column.holds_urls) && visible.add(index));
    const isEvery = shown.isEvery || visible.size === 0;
    for (const { cells } of byId('columns').rows) {
        [...cells].forEach((cell, index) => {
            cell.hidden = !isEvery && !visible.has(index);
            attribute(cell, 'class', roles[index] === 'image' ? 'images' : false);
        });
    }
    selects.forEach((select, index) => { select.value = roles[index]; });
    setText('all-columns', `Show all ${plural(columns.length, 'column')}`);
    setVisible('all-columns', !isEvery);
    byId('all-columns').onclick = () => {
        shown.isEvery = true;
        showRoles(roles);
        selects[0].focus();
    };
}

function roleSelect({ name }, index, onChange) {
    const roles = name.trim() === '' ? ROLES.slice(-1) : ROLES;
    const select = element('select', { id: `role-${index}` },
        ...roles.map(([value, label]) => element('option', { value }, label)));
    select.addEventListener('change', () => onChange(index, select.value));
    return select;
}

/** A column without a name cannot be chosen, because the API knows columns by name. */
const columnName = ({ name }, index) => name.trim() === '' ? `Column ${columnLetter(index + 1)}, no name` : name;
