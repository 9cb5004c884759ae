// Shows a compressed image at full size, and compares it with its original.
//
// The browser loads the original from its own website, and only when the user asks. If the server fetched any URL for
// any user, it would give them access to private networks.

import { copyText } from './clipboard.js';
import { attribute, byId, isHttpUrl, setText, setVisible, webLink } from './dom.js';
import { formatBytes, formatNumber, formatPercent, savedPercent } from './format.js';
import { localImagePath } from './thumbnail.js';

const COMPARISON = ['original', 'divider', 'comparison'];

let product = null;
let index = 0;
/** Whether to load originals. The user is asked once per visit. */
let loadsOriginals = false;

/** Opens the image at a position of a product, counted from 1. */
export function openViewer(ofProduct, position) {
    product = ofProduct;
    byId('viewer').showModal();
    setZoom(false);
    showImage(images().findIndex((image) => image.position === position));
}

const images = () => product.images.filter(({ status }) => status === 'succeeded');

function showImage(newIndex) {
    index = newIndex;
    const image = images()[index];
    setText('viewer-title', product.product_name);
    setText('viewer-position', `Image ${image.position} of ${product.images.length}`);
    byId('previous-image').disabled = index === 0;
    byId('next-image').disabled = index === images().length - 1;
    showCompressed(image);
    hideOriginal(image);
    if (loadsOriginals) loadOriginal();
}

function showCompressed(image) {
    const { bytes, width, height } = image;
    byId('compressed').alt = `${product.product_name}, image ${image.position}, compressed`;
    byId('compressed').src = localImagePath(image.output_url);
    setText('original-size', formatBytes(bytes.in));
    setText('original-dimensions', '');
    setText('compressed-size', formatBytes(bytes.out));
    setText('compressed-dimensions', dimensions(width, height));
    setText('saved-percent', formatPercent(savedPercent(bytes)));
    byId('compressed-link').replaceChildren(webLink(image.output_url, 'Open compressed image'));
    setText('copy-message', '');
}

function hideOriginal(image) {
    byId('original').removeAttribute('src');
    for (const id of COMPARISON) setVisible(id, false);
    setVisible('original-prompt');
    setVisible('show-original', isHttpUrl(originalUrl(image)));
    setText('original-message', 'Your browser will load the original directly from its website.');
    byId('original-link').replaceChildren(webLink(originalUrl(image), 'Open original'));
}

function loadOriginal() {
    loadsOriginals = true;
    setText('original-message', 'Loading the original…');
    byId('original').src = originalUrl(images()[index]);
}

function onOriginalLoad() {
    const { naturalWidth, naturalHeight } = byId('original');
    setText('original-dimensions', dimensions(naturalWidth, naturalHeight));
    byId('original').alt = `${product.product_name}, original`;
    for (const id of COMPARISON) setVisible(id);
    setVisible('original-prompt', false);
    setDivider();
}

function onOriginalError() {
    if (!byId('original').hasAttribute('src')) return;
    setText('original-message', 'The original cannot be shown here. Its website blocks it, or it was deleted.');
    setVisible('show-original', false);
}

const dimensions = (width, height) => `${formatNumber(width)} × ${formatNumber(height)} pixels`;

function setDivider() {
    byId('image-pair').style.setProperty('--divider', `${byId('divider-position').value}%`);
}

/** Shows both images in the compressed image's size, pixel for pixel, or scaled to fit the viewer. */
function setZoom(isActualSize) {
    attribute(byId('zoom'), 'aria-pressed', String(isActualSize));
    byId('image-pair').classList.toggle('actual-size', isActualSize);
    byId('image-pair').style.setProperty('--width', `${byId('compressed').naturalWidth / devicePixelRatio}px`);
    const stage = byId('stage');
    stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
}

const isZoomed = () => byId('zoom').getAttribute('aria-pressed') === 'true';

function dragDivider(event) {
    if (event.buttons !== 1 || byId('comparison').hidden) return;
    const { left, width } = byId('image-pair').getBoundingClientRect();
    byId('divider-position').value = Math.round(100 * (event.clientX - left) / width);
    setDivider();
}

byId('show-original').addEventListener('click', loadOriginal);
byId('original').addEventListener('load', onOriginalLoad);
byId('original').addEventListener('error', onOriginalError);
byId('compressed').addEventListener('load', () => setZoom(isZoomed()));
byId('divider-position').addEventListener('input', setDivider);
byId('image-pair').addEventListener('pointermove', dragDivider);
byId('image-pair').addEventListener('pointerdown', dragDivider);
byId('zoom').addEventListener('click', () => setZoom(!isZoomed()));
byId('previous-image').addEventListener('click', () => showImage(index - 1));
byId('next-image').addEventListener('click', () => showImage(index + 1));
byId('copy-url').addEventListener('click', async () =>
    setText('copy-message', await copyText(images()[index].output_url)));
byId('viewer-close').addEventListener('click', () => byId('viewer').close());

/** Where the image came from. */
const originalUrl = ({ input_url: input, fetch_url: fetched }) => fetched ?? input;
