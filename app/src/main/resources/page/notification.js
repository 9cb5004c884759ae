// Notifies the user when a request finishes while its page is in the background. Browsers ask for permission first.

import { byId, setVisible } from './dom.js';
import { sentence } from './format.js';
import { isOpen, nameOf, stateOf } from './request-state.js';
import { load, store } from './storage.js';

const KEY = 'halftone.notify';
/** Browsers do not let pages loaded over plain HTTP from another machine ask for permission. */
const isSupported = 'Notification' in window && isSecureContext;

let wasOpen = false;

export function initNotification() {
    if (!isSupported) return;
    byId('notify').checked = Notification.permission === 'granted' && load(KEY) === true;
    byId('notify').addEventListener('change', onChange);
}

async function onChange() {
    const isAllowed = byId('notify').checked && await Notification.requestPermission() === 'granted';
    byId('notify').checked = isAllowed;
    store(KEY, isAllowed);
    showOption(wasOpen);
}

export function notifyOfEnd(status) {
    const hasEnded = wasOpen && !isOpen(status);
    wasOpen = isOpen(status);
    showOption(wasOpen);
    if (hasEnded && isSupported && byId('notify').checked && document.hidden) show(status);
}

function showOption(isUseful) {
    setVisible('notify-option', isUseful && isSupported && Notification.permission !== 'denied');
}

function show(status) {
    try {
        const notification = new Notification(`${stateOf(status).label}: ${nameOf(status)}`,
            { body: sentence(status.message), icon: '/page/icon.svg', tag: status.request_id });
        notification.addEventListener('click', () => window.focus());
    } catch {
        // Chrome on Android allows notifications from service workers only.
    }
}
