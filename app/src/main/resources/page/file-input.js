// Accepts a CSV file that is dropped anywhere on the page, chosen, or pasted.

import { byId, setText } from './dom.js';
import { formatBytes } from './format.js';

export function onFileSelected(callback) {
    const select = (file) => {
        setText('selected-file', `${file.name}, ${formatBytes(file.size)}`);
        byId('drop-zone').classList.add('has-file');
        setText('upload-status', '');
        callback(file);
    };
    byId('file').addEventListener('change', ({ target }) => target.files.length > 0 && select(target.files[0]));
    onDrop(select);
    document.addEventListener('paste', (event) => onPaste(event, select));
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

/** Spreadsheets copy cells as tab-separated text, which the server accepts like comma-separated text. */
function onPaste(event, select) {
    if (event.target.closest?.('input, textarea')) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text/plain');
    if (file) select(file);
    else if (text.trim() !== '') select(new File([text], 'Pasted cells.csv', { type: 'text/csv' }));
}
