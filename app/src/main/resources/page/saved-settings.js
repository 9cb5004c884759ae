// Remembers the image settings of the last request, in this browser.

import { byId, setVisible } from './dom.js';
import { load, store } from './storage.js';

const KEY = 'halftone.image-settings';
const FIELDS = ['quality', 'max-side', 'format'];

/** Restores the settings of the last request, and offers a way back to the defaults if they differ. */
export function initSettings() {
    const defaults = settings();
    apply(load(KEY) ?? {});
    const showReset = () => setVisible('reset-settings', JSON.stringify(settings()) !== JSON.stringify(defaults));
    for (const id of FIELDS) byId(id).addEventListener('input', showReset);
    byId('reset-settings').addEventListener('click', () => {
        apply(defaults);
        byId('quality').focus();
    });
    showReset();
}

export const rememberSettings = () => store(KEY, settings());

const settings = () => Object.fromEntries(FIELDS.map((id) => [id, byId(id).value]));

/** Skips values that a field does not offer. */
function apply(values) {
    for (const field of FIELDS.map(byId).filter(({ id, options }) => isPossible(values[id], options))) {
        field.value = values[field.id];
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
}

const isPossible = (value, options) =>
    typeof value === 'string' && (options === undefined || [...options].some((option) => option.value === value));
