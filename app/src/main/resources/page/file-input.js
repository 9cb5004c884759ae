// Accepts a catalogue file that is dropped anywhere on the page, chosen, pasted, behind a link, or the sample.

import { byId, setText } from './dom.js';
import { formatBytes } from './format.js';
import { isLink, isLinkToFile, linkedFile } from './linked-file.js';
import { pastedFile } from './pasted-cells.js';

export function onFileSelected(callback) {
    const select = (file) => {
        setText('selected-file', isLink(file) ? file.name : `${file.name}, ${formatBytes(file.size)}`);
        setText('choose', 'Choose another file');
        byId('upload-form').classList.add('has-file');
        callback(file);
    };
    byId('file').addEventListener('change', ({ target }) => {
        const [file] = target.files;
        // Otherwise, choosing the same file again after fixing it would fire no event.
        target.value = '';
        if (file) select(file);
    });
    onDrop(select);
    document.addEventListener('paste', (event) => onPaste(event, select));
    if (/^(Mac|iP)/.test(navigator.platform)) setText('paste-keys', '⌘V');
    onLink(select);
    byId('use-sample').addEventListener('click', () => useSample(select));
}

async function useSample(select) {
    try {
        const response = await fetch('/page/sample.csv');
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        select(new File([await response.blob()], 'halftone-sample.csv', { type: 'text/csv' }));
    } catch {
        setText('upload-status', 'The sample could not be loaded. Try again.');
    }
}

function onLink(select) {
    const use = () => {
        const url = byId('link').value.trim();
        if (url === '') byId('link').focus();
        else select(linkedFile(url));
    };
    byId('use-link').addEventListener('click', use);
    byId('link').addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        // Otherwise, it would start a request.
        event.preventDefault();
        use();
    });
}

function onDrop(select) {
    const zone = byId('drop-zone');
    // Listens on the whole document: a file dropped outside the zone would otherwise replace the page.
    document.addEventListener('dragover', (event) => {
        event.preventDefault();
        zone.classList.add('dragging');
    });
    document.addEventListener('dragleave', (event) => event.relatedTarget ?? zone.classList.remove('dragging'));
    document.addEventListener('drop', (event) => {
        event.preventDefault();
        zone.classList.remove('dragging');
        const [file] = event.dataTransfer.files;
        if (file) select(file);
    });
}

function onPaste(event, select) {
    if (event.target.closest?.('input, textarea')) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text/plain');
    if (file) select(file);
    else if (isLinkToFile(text.trim())) select(linkedFile(text.trim()));
    else if (text.trim() !== '') select(pastedFile(text));
}
