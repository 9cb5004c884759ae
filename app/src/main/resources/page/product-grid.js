// Shows the images of products as a grid, for a quick look at many of them.

import { element } from './dom.js';
import { thumbnailOf } from './product-row.js';

/** In pixels: twice the displayed size, for high-density screens. */
const SIDE = 320;

/** A tile for each image of these products. */
export const gridTiles = (products) => products.flatMap((product) =>
    product.images.map((image) => ({ product, image })));

export const tileKey = ({ product, image }) => `${product.index}-${image.position}`;

export const gridTile = ({ product, image }) =>
    element('li', {},
        thumbnailOf(product, image, SIDE),
        element('p', {}, product.product_name, ' ', element('span', { class: 'muted' }, product.serial_number)));
