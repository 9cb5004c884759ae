// Asks for an API key where the server wants one. The server gives a cookie for it, so it is asked for once.

import { byId, make, show } from './dom.js';

let asking = null;

/** Asks at once where a key is wanted and none was said. */
export async function admit() {
    const session = await fetch('/session').then((answer) => answer.json()).catch(() => ({ keys_wanted: false }));
    if (!session.keys_wanted) return;
    if (session.name === null) await askForKey();
    show('leave');
    byId('leave').addEventListener('click', forgetKey);
}

async function forgetKey() {
    await fetch('/session', { method: 'DELETE' });
    location.assign('/');
}

/** Resolves when a key was taken. However many calls want one, one dialog asks. */
export function askForKey() {
    asking ??= opened().finally(() => { asking = null; });
    return asking;
}

function opened() {
    const { dialog, form, input, error } = keyDialog();
    document.body.append(dialog);
    dialog.showModal();
    // Without a key there is nothing to go back to.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    return new Promise((resolve) => form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const wrong = await refusal(input.value);
        if (wrong === null) {
            dialog.remove();
            resolve();
        }
        error.textContent = wrong ?? '';
        input.focus();
    }));
}

function keyDialog() {
    const input = make('input', {
        type: 'password', id: 'key', autocomplete: 'current-password', required: true, 'aria-describedby': 'key-error',
    });
    const error = make('p', { id: 'key-error', class: 'wrong', role: 'alert' });
    const form = make('form', {},
        make('h2', { id: 'key-title' }, 'Your API key, please'),
        make('p', { class: 'quiet' }, 'This server answers to those who have a key. It is asked for once; this browser'
            + ' then has a cookie for thirty days.'),
        make('label', { for: 'key' }, 'API key'), input, error,
        make('p', { class: 'actions' }, make('button', { class: 'primary' }, 'Open')));
    return { dialog: make('dialog', { class: 'small', 'aria-labelledby': 'key-title' }, form), form, input, error };
}

/** What is wrong with a key; nothing where it is good. */
async function refusal(key) {
    const headers = { 'Content-Type': 'application/json' };
    try {
        const answer = await fetch('/session', { method: 'POST', headers, body: JSON.stringify({ key }) });
        return answer.ok ? null : 'The server does not know this key.';
    } catch {
        return 'The server cannot be reached just now.';
    }
}
