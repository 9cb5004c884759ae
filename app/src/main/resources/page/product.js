// One product: what it is called, and its pictures in their order.

import { make, webLink } from './dom.js';
import { ownPath } from './picture.js';
import { reason } from './reasons.js';
import { thumbnail } from './thumb.js';
import { compare } from './viewer.js';

const STATES = {
    pending: ['waiting', 'Waiting'],
    succeeded: ['done', 'Done'],
    partial: ['flawed', 'With gaps'],
    failed: ['failed', 'Failed'],
};

export function productRow(product) {
    const [word, label] = STATES[product.status];
    return make('tr', {},
        make('td', { class: 'serial' }, product.serial_number),
        make('th', { scope: 'row' }, product.product_name, ' ', make('span', { class: `pill ${word}` }, label)),
        make('td', {}, make('ul', { class: 'thumbs' }, ...product.images.map((image) => place(product, image))),
            ...complaints(product)));
}

function place(product, image) {
    switch (image.status) {
        case 'succeeded': return make('li', {}, thumb(product, image));
        case 'failed': return make('li', { class: 'thumb gap', title: reason(image.code).what }, cross(image));
        default: return make('li', { class: 'thumb wait' }, unseen(`Image ${image.position} is waiting`));
    }
}

function thumb(product, image) {
    const label = `${product.product_name}, image ${image.position}: look at it`;
    const button = make('button', { type: 'button', class: 'thumb', 'aria-label': label },
        thumbnail(ownPath(image.output_url), image));
    button.addEventListener('click', () => compare(product, image.position));
    return button;
}

const cross = (image) => make('span', {}, '×', unseen(` Image ${image.position} failed`));

const unseen = (text) => make('span', { class: 'unseen' }, text);

function complaints({ images }) {
    const failed = images.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return [];
    return [make('ul', { class: 'complaints' }, ...failed.map(({ position, code, input_url: url }) => make('li', {},
        make('span', { class: 'bad' }, `Image ${position}: ${reason(code).what}. `),
        webLink(url, shortened(url)))))];
}

const shortened = (url) => url.length > 60 ? `${url.slice(0, 28)}…${url.slice(-28)}` : url;
