// Asks for an API key if the server requires one. The server exchanges it for a cookie, so the user enters it once.

import { byId, element, setVisible } from './dom.js';

let pendingPrompt = null;

/** Asks for a key on page load if the server requires one and there is no session. */
export async function ensureSession() {
    const session = await fetch('/session').then((response) => response.json()).catch(() => ({ keys_wanted: false }));
    if (!session.keys_wanted) return;
    if (session.name === null) await askForKey();
    setVisible('sign-out');
    byId('sign-out').addEventListener('click', signOut);
}

/** Whether the server requires a key, which was given. */
export const isSignedIn = () => !byId('sign-out').hidden;

async function signOut() {
    await fetch('/session', { method: 'DELETE' });
    location.assign('/');
}

/** Resolves when the server has accepted a key. Concurrent calls share one dialog. */
export function askForKey() {
    pendingPrompt ??= promptForKey().finally(() => { pendingPrompt = null; });
    return pendingPrompt;
}

function promptForKey() {
    const { dialog, form, input, error } = keyDialog();
    document.body.append(dialog);
    dialog.showModal();
    // The page shows nothing without a key, so the dialog cannot be closed.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    return new Promise((resolve) => form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const message = await keyError(input.value);
        if (message === null) {
            dialog.remove();
            resolve();
        }
        error.textContent = message ?? '';
        input.focus();
    }));
}

function keyDialog() {
    const input = element('input', {
        type: 'password', id: 'key', autocomplete: 'current-password', required: true, 'aria-describedby': 'key-error',
    });
    const error = element('p', { id: 'key-error', class: 'field-error', role: 'alert' });
    const form = element('form', {},
        element('h2', { id: 'key-title' }, 'Enter your API key'),
        element('p', { class: 'muted' },
            'This server requires an API key. You stay signed in on this browser for 30 days.'),
        element('label', { for: 'key' }, 'API key'), input, error,
        element('p', { class: 'actions' }, element('button', { class: 'primary' }, 'Sign in')));
    return { dialog: element('dialog', { class: 'small', 'aria-labelledby': 'key-title' }, form), form, input, error };
}

/** Signs in with a key. Returns an error message, or `null` if the key was accepted. */
async function keyError(key) {
    const headers = { 'Content-Type': 'application/json' };
    try {
        const response = await fetch('/session', { method: 'POST', headers, body: JSON.stringify({ key }) });
        return response.ok ? null : 'This API key is not valid. Check it and try again.';
    } catch {
        return 'The server cannot be reached. Try again.';
    }
}
