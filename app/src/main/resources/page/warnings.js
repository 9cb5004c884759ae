// Lists the warnings about a file. A warning does not stop the request.

import { get } from './api.js';
import { byId, element, setText, setVisible } from './dom.js';
import { columnLetter, plural } from './format.js';

export async function loadWarnings(path) {
    const { items, warning_count: count } = await get(`${path}/warnings`);
    showWarnings(items, count);
}

/** Collapsed, until the user or the page opens the list. */
export function showWarnings(items, count) {
    setVisible('warnings', count > 0);
    const shown = count > items.length ? ` (the first ${items.length} are listed)` : '';
    setText('warnings-title', `${plural(count, 'warning')} about the file${shown}. The rest of it is processed.`);
    byId('warning-list').tBodies[0].replaceChildren(...items.map(({ line, column, message }) => element('tr', {},
        element('td', { class: 'number' }, String(line)),
        element('td', {}, columnLetter(column)),
        element('td', {}, message))));
}
