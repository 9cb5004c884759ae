// Turns cells that are pasted from a spreadsheet into a file. Cells without a header get one.

import { holdsUrl, looksLikeImage } from './column-roles.js';
import { csvLine, DELIMITERS, parseRecords } from './csv-text.js';

const FILE_NAME = 'Pasted cells.csv';
const HEADER = ['Serial Number', 'Product Name', 'Input Image URLs'];
const CODE = /^(?!\d+[.,]\d\d$)[^\s€$£]*\d[^\s€$£]*$/;

/** Spreadsheets copy cells as tab-separated text, which the server accepts like comma-separated text. */
export function pastedFile(text) {
    const [firstLine] = text.trim().split('\n', 1);
    const delimiter = ['\t', ...DELIMITERS].find((sign) => firstLine.includes(sign)) ?? '\t';
    const rows = parseRecords(text, delimiter).filter((cells) => cells.some(isFilled));
    const content = rows.length === 0 || hasHeader(rows) ? text : withHeader(rows).map(csvLine).join('');
    return new File([content], FILE_NAME, { type: 'text/csv' });
}

/** Names of columns are neither URLs nor numbers. */
const hasHeader = (rows) =>
    !rows.some((cells) => cells.some(holdsUrl)) || !rows[0].some((cell) => holdsUrl(cell) || /^\s*\d+\s*$/.test(cell));

function withHeader(rows) {
    const width = Math.max(...rows.map((cells) => cells.length));
    const columns = Array.from({ length: width }, (_, index) => rows.map((cells) => cells[index]?.trim() ?? ''));
    const images = imageColumns(columns);
    const texts = columns.filter((cells) => cells.some(isFilled) && !images.includes(cells));
    const [serials, names] = serialsAndNames(texts);
    const others = texts.filter((cells) => ![serials, names].includes(cells));
    const header = [...HEADER, ...others.map((_, index) => `Column ${HEADER.length + index + 1}`)];
    return [header, ...rows.map((_, row) => [
        serials?.[row] || String(row + 1),
        names?.[row] || `Product ${row + 1}`,
        images.map((cells) => cells[row]).filter(isFilled).join(','),
        ...others.map((cells) => cells[row]),
    ])];
}

/** A column of links to product pages is not one of images, if another column is. */
function imageColumns(columns) {
    const withUrls = columns.filter((cells) => cells.some(holdsUrl));
    const images = withUrls.filter((cells) => cells.some((cell) => holdsUrl(cell) && looksLikeImage(cell)));
    return images.length > 0 ? images : withUrls;
}

/**
 * Serial numbers are codes, all different, and no prices. Of the other columns, the one with the most letters has the
 * names.
 */
function serialsAndNames(columns) {
    const withoutUrls = columns.filter((cells) => !cells.some(holdsUrl));
    const isSerials = (cells) => new Set(cells).size === cells.length && cells.every((cell) => CODE.test(cell));
    const serials = withoutUrls.find(isSerials);
    const others = withoutUrls.filter((cells) => cells !== serials);
    const [names, second] = others.toSorted((a, b) => letters(b) - letters(a));
    // Codes without digits, as in `MUG`, stand before the names.
    const isBefore = second && withoutUrls.indexOf(second) < withoutUrls.indexOf(names);
    return [serials ?? (isBefore && isUnique(second) ? second : undefined), names];
}

const isUnique = (cells) => new Set(cells).size === cells.length && cells.every(isFilled);

const letters = (cells) => cells.join('').replaceAll(/\P{L}/gu, '').length;

const isFilled = (cell) => cell.trim() !== '';
