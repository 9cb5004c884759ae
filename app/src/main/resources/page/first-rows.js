// Reads the first rows of a catalogue file, for display. The server has read the whole file and found its header.

import { decode, DELIMITERS, isText, parseRecords } from './csv-text.js';

const MAX_BYTES = 256 * 1024;
const MAX_RECORDS = 100;
const MAX_ROWS = 5;

/** Up to five rows below the header, or `null` if the page cannot read them: in a workbook, or in a rare encoding. */
export async function firstRows(file, columns) {
    const bytes = await file.slice(0, MAX_BYTES).arrayBuffer();
    if (!isText(bytes)) return null;
    const text = decode(bytes);
    for (const delimiter of DELIMITERS) {
        const records = parseRecords(text, delimiter, MAX_RECORDS);
        const header = records.findIndex((cells) => isHeader(cells, columns));
        if (header >= 0) return records.slice(header + 1).filter(isFilled).slice(0, MAX_ROWS);
    }
    return null;
}

const isHeader = (cells, columns) =>
    columns.every(({ name }, index) => plain(cells[index] ?? '') === plain(name))
    && cells.slice(columns.length).every((cell) => cell.trim() === '');

const isFilled = (cells) => cells.some((cell) => cell.trim() !== '');

/** Without invisible characters, which some programs write around names. */
const plain = (name) => name.replaceAll(/[\u200B-\u200F\u2060\uFEFF]/g, '').trim();
