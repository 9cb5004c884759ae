// Reads CSV text for display, and writes it. The server alone decides how a file is parsed.

export const DELIMITERS = [',', ';', '\t', '|'];

/** Whether a file that begins with these bytes may be text: not a workbook, which is a ZIP file, and not compressed. */
export function isText(bytes) {
    const [first, second] = new Uint8Array(bytes.slice(0, 2));
    return !(first === 0x50 && second === 0x4B) && !(first === 0x1F && second === 0x8B);
}

/** Decodes the beginning of a file, which may end within a character. */
export function decode(bytes) {
    const [first, second] = new Uint8Array(bytes.slice(0, 2));
    if (first === 0xFF && second === 0xFE) return new TextDecoder('utf-16le').decode(bytes);
    if (first === 0xFE && second === 0xFF) return new TextDecoder('utf-16be').decode(bytes);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    } catch {
        return new TextDecoder('windows-1252').decode(bytes);
    }
}

/** The first records of a text, at most `limit`; each is a list of cells. */
export function parseRecords(text, delimiter, limit = Infinity) {
    const records = [];
    let cells = [];
    let at = 0;
    while (at < text.length && records.length < limit) {
        const { cell, end } = readCell(text, at, delimiter);
        cells.push(cell);
        at = end + 1;
        if (text[end] === delimiter) continue;
        if (text[end] === '\r' && text[at] === '\n') at++;
        records.push(cells);
        cells = [];
    }
    if (cells.length > 0) records.push([...cells, '']);
    return records;
}

function readCell(text, begin, delimiter) {
    const closing = text[begin] === '"' ? closingQuote(text, begin) : -1;
    let end = closing < 0 ? begin : closing + 1;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
    if (closing < 0) return { cell: text.slice(begin, end), end };
    return { cell: text.slice(begin + 1, closing).replaceAll('""', '"') + text.slice(closing + 1, end), end };
}

/** Where the quote that opens at `begin` is closed; -1 if it is not, and so a character of the cell. */
function closingQuote(text, begin) {
    let at = text.indexOf('"', begin + 1);
    while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
    return at;
}

export const csvLine = (cells) => cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',') + '\r\n';

export const truncate = (text, maxLength) => text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
