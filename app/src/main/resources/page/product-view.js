// Shows products as a list, or as a grid of their images. The browser remembers which.

import { byId, reconcile, setVisible } from './dom.js';
import { gridTile, gridTiles, tileKey } from './product-grid.js';
import { productRow } from './product-row.js';
import { load, store } from './storage.js';

const KEY = 'halftone.view';

let products = [];

export function initView() {
    const choices = byId('filter').elements.view;
    if (load(KEY) === 'grid') choices.value = 'grid';
    for (const choice of choices) {
        choice.addEventListener('change', () => {
            store(KEY, choices.value);
            show();
        });
    }
}

export function showProducts(newProducts) {
    products = newProducts.map((product, index) => ({ ...product, index }));
    show();
}

function show() {
    const isGrid = byId('filter').elements.view.value === 'grid';
    const rows = isGrid ? [] : products;
    const tiles = isGrid ? gridTiles(products) : [];
    reconcile(byId('product-rows'), rows, ({ index }) => index, productRow);
    reconcile(byId('product-grid'), tiles, tileKey, gridTile);
    setVisible('products', rows.length > 0);
    setVisible('product-grid', tiles.length > 0);
}
