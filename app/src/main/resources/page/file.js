// Takes a CSV however somebody brings it: dropped anywhere on the page, chosen, or pasted.

import { byId, say } from './dom.js';
import { size } from './words.js';

export function takeFiles(taken) {
    const take = (file) => {
        say('chosen', `${file.name}, ${size(file.size)}`);
        byId('drop').classList.add('full');
        say('sending', '');
        taken(file);
    };
    byId('file').addEventListener('change', ({ target }) => target.files.length > 0 && take(target.files[0]));
    takeDrops(take);
    document.addEventListener('paste', (event) => takePaste(event, take));
}

function takeDrops(take) {
    const area = byId('drop');
    // Outside the area too: a browser would leave the page for a file that misses it.
    document.addEventListener('dragover', (event) => {
        event.preventDefault();
        area.classList.add('over');
    });
    document.addEventListener('dragleave', (event) => event.relatedTarget ?? area.classList.remove('over'));
    document.addEventListener('drop', (event) => {
        event.preventDefault();
        area.classList.remove('over');
        const [file] = event.dataTransfer.files;
        if (file) take(file);
    });
}

/** Spreadsheets copy cells as text with tabs between them, which the server reads as it reads commas. */
function takePaste(event, take) {
    if (event.target.closest?.('input, textarea')) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text/plain');
    if (file) take(file);
    else if (text.trim() !== '') take(new File([text], 'Pasted cells.csv', { type: 'text/csv' }));
}
