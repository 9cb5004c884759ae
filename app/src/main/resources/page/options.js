// The options of an upload: explains the quality, and builds the form to send.

import { byId, setText } from './dom.js';

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

/** The form that the API takes. One setting limits both width and height. */
export function formData(csv) {
    const form = new FormData();
    form.append('quality', byId('quality').value);
    form.append('max_width', byId('max-side').value);
    form.append('max_height', byId('max-side').value);
    form.append('format', byId('format').value);
    form.append('webhook_url', byId('webhook-url').value.trim());
    form.append('webhook_secret', byId('webhook-secret').value.trim());
    form.append('file', csv);
    return form;
}
