// What the options mean, and what is sent for them.

import { byId, say } from './dom.js';

const MEANINGS = [
    [25, 'Tiny files. Blocks and stripes show; for previews only.'],
    [44, 'Very small files. Soft edges show when you look closely.'],
    [60, 'Small files that look like the originals in a shop. The usual choice.'],
    [80, 'Larger files, for pictures that people zoom into.'],
    [100, 'Hardly smaller than what you have now.'],
];

export function explainQuality() {
    const explain = () => {
        say('quality-number', byId('quality').value);
        say('quality-meaning', meaning(Number(byId('quality').value)));
    };
    byId('quality').addEventListener('input', explain);
    explain();
}

const meaning = (quality) => MEANINGS.find(([most]) => quality <= most)[1];

/** The form that the server takes. A side is the longest if neither width nor height is longer. */
export function wishes(csv) {
    const form = new FormData();
    form.append('quality', byId('quality').value);
    form.append('max_width', byId('longest').value);
    form.append('max_height', byId('longest').value);
    form.append('format', byId('format').value);
    form.append('webhook_url', byId('webhook').value.trim());
    form.append('webhook_secret', byId('secret').value.trim());
    form.append('file', csv);
    return form;
}
