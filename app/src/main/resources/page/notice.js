// Says that the server is out of reach, until it is not.

import { show } from './dom.js';

export function offline(isOffline) {
    show('offline', isOffline);
}

window.addEventListener('offline', () => offline(true));
window.addEventListener('online', () => offline(false));
