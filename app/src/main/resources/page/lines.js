// Quotes places of a CSV file as it lies on the visitor's disk. Only for the eye: what a cell is, the server decides.

const FARTHEST = 64 * 1024 * 1024;
const AROUND = 24;
const LONGEST = 80;
const DELIMITERS = [',', ';', '\t', '|'];

/** For each place, given by line and column from 1, what stands there and around it. */
export async function quoted(file, places) {
    const lines = await textLines(file);
    const delimiter = mostFrequent(lines[0] ?? '');
    return places.map(({ line, column }) => quote(lines[line - 1] ?? '', column, delimiter));
}

async function textLines(file) {
    const bytes = await file.slice(0, FARTHEST).arrayBuffer();
    return decoded(bytes).split(/\r\n|\n|\r/);
}

function decoded(bytes) {
    const [first, second] = new Uint8Array(bytes.slice(0, 2));
    if (first === 0xFF && second === 0xFE) return new TextDecoder('utf-16le').decode(bytes);
    if (first === 0xFE && second === 0xFF) return new TextDecoder('utf-16be').decode(bytes);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return new TextDecoder('windows-1252').decode(bytes);
    }
}

const mostFrequent = (header) =>
    DELIMITERS.reduce((best, sign) => header.split(sign).length > header.split(best).length ? sign : best);

function quote(line, column, delimiter) {
    const { begin, end } = cellAt(line, column, delimiter);
    return {
        before: tail(line.slice(0, begin)),
        cell: shortened(line.slice(begin, end), LONGEST),
        after: shortened(line.slice(end), AROUND),
    };
}

/** Where a cell begins and ends in its line; the end of the line where it has not so many. */
function cellAt(line, column, delimiter) {
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

const shortened = (text, most) => text.length > most ? `${text.slice(0, most)}…` : text;

const tail = (text) => text.length > AROUND ? `…${text.slice(-AROUND)}` : text;
