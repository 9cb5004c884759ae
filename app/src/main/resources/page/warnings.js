// What was odd about the CSV and taken all the same, folded.

import { get } from './api.js';
import { byId, make, say, show } from './dom.js';
import { columnLetter, counted } from './words.js';

export async function showWarnings(path) {
    const { items, warning_count: count } = await get(`${path}/warnings`);
    show('warnings', count > 0);
    if (count === 0) return;
    const shown = count > items.length ? `, of which here are ${items.length}` : '';
    say('warnings-title', `${counted(count, 'odd thing')} in the CSV${shown}; the rest went ahead`);
    byId('warning-list').tBodies[0].replaceChildren(...items.map(({ line, column, message }) => make('tr', {},
        make('td', { class: 'number' }, String(line)), make('td', {}, columnLetter(column)), make('td', {}, message))));
}
