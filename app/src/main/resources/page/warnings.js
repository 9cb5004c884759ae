// Lists the warnings about the CSV, collapsed. A warning does not stop the request.

import { get } from './api.js';
import { byId, element, setText, setVisible } from './dom.js';
import { columnLetter, plural } from './format.js';

export async function showWarnings(path) {
    const { items, warning_count: count } = await get(`${path}/warnings`);
    setVisible('warnings', count > 0);
    if (count === 0) return;
    const shown = count > items.length ? ` (the first ${items.length} are listed)` : '';
    setText('warnings-title', `${plural(count, 'warning')} about the CSV${shown}. The rest of it is processed.`);
    byId('warning-list').tBodies[0].replaceChildren(...items.map(({ line, column, message }) => element('tr', {},
        element('td', { class: 'number' }, String(line)),
        element('td', {}, columnLetter(column)),
        element('td', {}, message))));
}
