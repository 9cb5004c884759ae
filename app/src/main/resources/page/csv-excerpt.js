// Reads excerpts from the local CSV file for display. The server alone decides how the CSV is parsed.

import { decode, DELIMITERS, isText, truncate } from './csv-text.js';

// Reading more would freeze the page.
const MAX_BYTES = 8 * 1024 * 1024;
const CONTEXT_LENGTH = 24;
const MAX_CELL_LENGTH = 80;

/**
 * For each position (line and column, counted from 1): the text of the cell, and the text before and after it; `null`
 * where the page does not read it: far down a large file, or in a workbook.
 */
export async function excerpts(file, positions) {
    const lines = await readLines(file);
    const delimiter = mostFrequentDelimiter(lines[0] ?? '');
    return positions.map(({ line, column }) =>
        line > lines.length ? null : excerpt(lines[line - 1], column, delimiter));
}

async function readLines(file) {
    const bytes = await file.slice(0, MAX_BYTES).arrayBuffer();
    return isText(bytes) ? decode(bytes).split(/\r\n|\n|\r/) : [];
}

const mostFrequentDelimiter = (header) =>
    DELIMITERS.reduce((best, sign) => header.split(sign).length > header.split(best).length ? sign : best);

function excerpt(line, column, delimiter) {
    const { begin, end } = cellRange(line, column, delimiter);
    return {
        before: truncateStart(line.slice(0, begin)),
        cell: truncate(line.slice(begin, end), MAX_CELL_LENGTH),
        after: truncate(line.slice(end), CONTEXT_LENGTH),
    };
}

/** Where a cell begins and ends in its line; the end of the line if it has fewer cells. */
function cellRange(line, column, delimiter) {
    let begin = 0;
    let cell = 1;
    let isQuoted = false;
    for (let at = 0; at < line.length; at++) {
        if (line[at] === '"') isQuoted = !isQuoted;
        if (isQuoted || line[at] !== delimiter) continue;
        if (cell === column) return { begin, end: at };
        cell++;
        begin = at + 1;
    }
    return { begin: cell === column ? begin : line.length, end: line.length };
}

const truncateStart = (text) => text.length > CONTEXT_LENGTH ? `…${text.slice(-CONTEXT_LENGTH)}` : text;
