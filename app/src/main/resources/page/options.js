// The options of an upload: explains the quality, and builds the form to send.

import { byId, setText } from './dom.js';
import { isLink } from './linked-file.js';

const QUALITY_HELP = [
    [25, 'Tiny files with visible blocks and banding. For previews only.'],
    [44, 'Very small files. Edges look soft up close.'],
    [60, 'Small files that look like the originals in a shop. Recommended.'],
    [80, 'Larger files, for images that people zoom into.'],
    [100, 'Almost as large as the originals.'],
];

export function explainQuality() {
    const update = () => {
        setText('quality-value', byId('quality').value);
        setText('quality-help', qualityHelp(Number(byId('quality').value)));
    };
    byId('quality').addEventListener('input', update);
    update();
}

const qualityHelp = (quality) => QUALITY_HELP.find(([max]) => quality <= max)[1];

/** The fields about images, the webhook and the reference. One setting limits both width and height. */
export const imageFields = () => [
    ['quality', byId('quality').value],
    ['max_width', byId('max-side').value],
    ['max_height', byId('max-side').value],
    ['format', byId('format').value],
    ['webhook_url', byId('webhook-url').value.trim()],
    ['webhook_secret', byId('webhook-secret').value.trim()],
    ['reference', byId('reference').value.trim()],
];

/** The form that the API takes. */
export function formData(file, fields) {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    if (isLink(file)) form.append('source_url', file.link);
    else form.append('file', file);
    return form;
}
