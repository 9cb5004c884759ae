// Shows a picture large, and beside it the original it was made from.
//
// The original comes straight from its own website into the visitor's browser, and only when the visitor asks: a server
// that fetched any address for anybody would be a way around every wall.

import { attribute, byId, isOfTheWeb, make, say, show, webLink } from './dom.js';
import { ownPath } from './picture.js';
import { number, saved, size } from './words.js';

let product = null;
let place = 0;
/** Whether originals are wanted: asked for once a visit. */
let isWanted = false;

/** Opens the picture in a place of a product, counted from 1. */
export function compare(ofProduct, position) {
    product = ofProduct;
    byId('viewer').showModal();
    setZoom(false);
    turn(pictures().findIndex((image) => image.position === position));
}

const pictures = () => product.images.filter(({ status }) => status === 'succeeded');

function turn(to) {
    place = to;
    const image = pictures()[place];
    say('viewer-title', product.product_name);
    say('viewer-place', `Image ${image.position} of ${product.images.length}`);
    byId('image-before').disabled = place === 0;
    byId('image-after').disabled = place === pictures().length - 1;
    showAfter(image);
    hideBefore(image);
    if (isWanted) showBefore();
}

function showAfter(image) {
    const { bytes, width, height } = image;
    byId('after').alt = `${product.product_name}, image ${image.position}, as it is now`;
    byId('after').src = ownPath(image.output_url);
    say('before-size', size(bytes.in));
    say('before-pixels', '');
    say('after-size', size(bytes.out));
    say('after-pixels', pixels(width, height));
    say('pair-saved', `${saved(bytes)} %`);
    byId('after-link').replaceChildren(webLink(image.output_url, 'Open the new picture'));
}

function hideBefore(image) {
    byId('before').removeAttribute('src');
    for (const part of ['before', 'seam', 'compare']) show(part, false);
    show('ask-before');
    show('show-before', isOfTheWeb(image.input_url));
    say('before-words', 'The original stays where it is. It is shown from there, straight into your browser.');
    byId('before-link').replaceChildren(webLink(image.input_url, 'Open the original'));
}

function showBefore() {
    isWanted = true;
    say('before-words', 'Loading the original…');
    byId('before').src = pictures()[place].input_url;
}

function shownBefore() {
    const { naturalWidth, naturalHeight } = byId('before');
    say('before-pixels', pixels(naturalWidth, naturalHeight));
    byId('before').alt = `${product.product_name}, as it was`;
    for (const part of ['before', 'seam', 'compare']) show(part);
    show('ask-before', false);
    cut();
}

function missedBefore() {
    if (!byId('before').hasAttribute('src')) return;
    say('before-words', 'The original cannot be shown here: its website keeps it to itself, or it is gone.');
    show('show-before', false);
}

const pixels = (width, height) => `${number(width)} × ${number(height)} pixels`;

function cut() {
    byId('pair').style.setProperty('--cut', `${byId('cut').value}%`);
}

/** Both pictures as large as the new one is, pixel by pixel of the screen, or as large as there is room. */
function setZoom(isFull) {
    attribute(byId('zoom'), 'aria-pressed', String(isFull));
    byId('pair').classList.toggle('full', isFull);
    byId('pair').style.setProperty('--natural', `${byId('after').naturalWidth / devicePixelRatio}px`);
    const stage = byId('stage');
    stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
}

function dragCut(event) {
    if (event.buttons !== 1 || byId('compare').hidden) return;
    const { left, width } = byId('pair').getBoundingClientRect();
    byId('cut').value = Math.round(100 * (event.clientX - left) / width);
    cut();
}

byId('show-before').addEventListener('click', showBefore);
byId('before').addEventListener('load', shownBefore);
byId('before').addEventListener('error', missedBefore);
byId('after').addEventListener('load', () => setZoom(byId('zoom').getAttribute('aria-pressed') === 'true'));
byId('cut').addEventListener('input', cut);
byId('pair').addEventListener('pointermove', dragCut);
byId('pair').addEventListener('pointerdown', dragCut);
byId('zoom').addEventListener('click', () => setZoom(byId('zoom').getAttribute('aria-pressed') !== 'true'));
byId('image-before').addEventListener('click', () => turn(place - 1));
byId('image-after').addEventListener('click', () => turn(place + 1));
byId('viewer-close').addEventListener('click', () => byId('viewer').close());
