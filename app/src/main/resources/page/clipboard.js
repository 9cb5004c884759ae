// Copies text to the clipboard.

import { element } from './dom.js';

/** Copies a text; returns what to tell the user. */
export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return 'Copied.';
    } catch {
        return copySelected(text) ? 'Copied.' : `Your browser does not allow copying. Copy it yourself: ${text}`;
    }
}

/** Browsers have no `navigator.clipboard` on pages loaded over plain HTTP from another machine. */
function copySelected(text) {
    const focused = document.activeElement;
    // While a dialog is open, only text inside it can be selected.
    const parent = document.querySelector('dialog[open]') ?? document.body;
    const field = element('textarea', { class: 'visually-hidden', 'aria-hidden': 'true' }, text);
    parent.append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return isCopied;
}
