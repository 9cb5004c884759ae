// One row of the product list: the product's name and status, and its images in their order.

import { isShared } from './access.js';
import { element, webLink } from './dom.js';
import { failureMessage } from './failure-messages.js';
import { otherUrlField } from './other-url.js';
import { localImagePath, thumbnail } from './thumbnail.js';
import { openViewer } from './viewer.js';

const STATUS_LABELS = {
    pending: 'Pending', succeeded: 'Succeeded', partial: 'Partly failed', failed: 'Failed', cancelled: 'Cancelled',
};

export function productRow(product) {
    return element('tr', {},
        element('td', { class: 'serial' }, product.serial_number),
        element('th', { scope: 'row' }, product.product_name, ' ',
            statusBadge(product)),
        element('td', {},
            element('ul', { class: 'thumbnails' },
                ...product.images.map((image) => element('li', {}, thumbnailOf(product, image)))),
            ...failureList(product)));
}

/** Images that were cancelled have not failed, whatever the API calls them. */
const failureStyle = (code) => code === 'cancelled' ? 'cancelled' : 'failed';

function statusBadge({ status, images }) {
    const style = images.every(({ code }) => code === 'cancelled') ? 'cancelled' : status;
    return element('span', { class: `badge ${style}` }, STATUS_LABELS[style]);
}

/** @param side the thumbnail's width and height in pixels; default: as in the list */
export function thumbnailOf(product, image, side) {
    switch (image.status) {
        case 'succeeded': return imageButton(product, image, side);
        case 'failed': return failedThumbnail(image);
        default: return element('span', { class: 'thumbnail pending' },
            visuallyHidden(`Image ${image.position} is pending`));
    }
}

function imageButton(product, image, side) {
    const label = `Compare image ${image.position} of ${product.product_name}`;
    const button = element('button', { type: 'button', class: 'thumbnail', 'aria-label': label },
        thumbnail(localImagePath(image.output_url), image, side));
    button.addEventListener('click', () => openViewer(product, image.position));
    return button;
}

const failedThumbnail = ({ position, code }) =>
    element('span', { class: `thumbnail ${failureStyle(code)}`, title: failureMessage(code).message },
        element('span', {}, '×', visuallyHidden(` Image ${position} ${failureStyle(code)}`)));

const visuallyHidden = (text) => element('span', { class: 'visually-hidden' }, text);

function failureList({ images }) {
    const failed = images.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return [];
    return [element('ul', { class: 'failure-list' }, ...failed.map(failure))];
}

function failure({ position, code, input_url: input, fetch_url: fetched }) {
    const url = fetched ?? input;
    return element('li', {},
        element('span', { class: code === 'cancelled' ? 'muted' : 'error' },
            `Image ${position}: ${failureMessage(code).message}. `),
        webLink(url, truncateMiddle(url)),
        ...(isShared ? [] : [otherUrlField(input)]));
}

const truncateMiddle = (url) => url.length > 60 ? `${url.slice(0, 28)}…${url.slice(-28)}` : url;
