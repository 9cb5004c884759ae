// Whether the page is that of a shared request, whose readers have no key and change nothing.

import { REQUESTS } from './api.js';

const [, place, id] = location.pathname.split('/');

export const isShared = place === 'shared';

/** The path of the request in the API. */
export const requestPath = isShared ? `/v1/shared/${id}` : `${REQUESTS}/${id}`;
