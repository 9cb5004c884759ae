// Previews one of the user's own pictures at three quality levels. The server compresses it but does not store it.

import { postImage } from './api.js';
import { byId, element, setText } from './dom.js';
import { formatBytes, formatPercent, savedPercent, sentence } from './format.js';
import { debounce } from './throttle.js';

const DISTANCE = 20;

let picture = null;
let running = new AbortController();
let urls = [];

export function initPreview() {
    byId('preview-file').addEventListener('change', () => {
        picture = byId('preview-file').files[0] ?? null;
        showPreviews();
    });
    const again = debounce(showPreviews);
    for (const id of ['max-side', 'format']) byId(id).addEventListener('change', again);
}

async function showPreviews() {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    byId('previews').replaceChildren();
    for (const url of urls) URL.revokeObjectURL(url);
    urls = [];
    setText('preview-message', picture === null ? '' : 'Compressing…');
    if (picture === null) return;
    try {
        for (const quality of qualities(Number(byId('quality').value))) {
            const compressed = await postImage(`/v1/preview?${parameters(quality)}`, picture, signal);
            byId('previews').append(preview(quality, compressed));
        }
        setText('preview-message', `Original: ${formatBytes(picture.size)}.`);
    } catch (problem) {
        if (!signal.aborted) setText('preview-message', sentence(problem.detail));
    }
}

/** The selected quality with one below and one above it. Near the ends of the scale, all three shift. */
function qualities(chosen) {
    const middle = Math.min(100 - DISTANCE, Math.max(1 + DISTANCE, chosen));
    return [middle - DISTANCE, middle, middle + DISTANCE];
}

function parameters(quality) {
    const side = byId('max-side').value;
    return new URLSearchParams({ quality, max_width: side, max_height: side, format: byId('format').value });
}

function preview(quality, compressed) {
    const url = URL.createObjectURL(compressed);
    urls.push(url);
    const saved = formatPercent(savedPercent({ in: picture.size, out: compressed.size }));
    const use = element('button', { type: 'button' }, `Use quality ${quality}`);
    use.addEventListener('click', () => {
        byId('quality').value = quality;
        byId('quality').dispatchEvent(new Event('input', { bubbles: true }));
    });
    return element('li', {},
        element('img', { src: url, alt: `The middle of your picture at quality ${quality}` }),
        element('p', {},
            element('strong', {}, `Quality ${quality}`),
            ` ${formatBytes(compressed.size)}, ${saved} saved`),
        use);
}
