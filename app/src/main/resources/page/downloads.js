// The files to download: what there is of the result while the request runs, and everything after its end.

import { byId, setText, setVisible } from './dom.js';
import { isStandard } from './layouts.js';
import { isOpen } from './request-state.js';

export function showDownloads(path, status) {
    const { images, links, options } = status;
    const hasEnded = !isOpen(status);
    const isFourColumns = isStandard(options.layout) && !options.keep_columns;
    const output = links.output_xlsx ? 'output.xlsx' : 'output.csv';
    byId('output').href = `${path}/${output}${hasEnded ? '' : '?partial=true'}`;
    setText('output', outputLabel(isStandard(options.layout), output, hasEnded));
    show('excel', hasEnded && !links.output_xlsx, `${path}/${isFourColumns ? 'output' : 'report'}.csv?safe=true`);
    show('report', hasEnded && !isFourColumns, `${path}/report.csv`);
    show('failed-csv', hasEnded && images.failed > 0, `${path}/failed.csv?safe=true`);
    show('images-zip', hasEnded && Boolean(links.images_zip) && images.succeeded > 0, `${path}/images.zip`);
}

function outputLabel(isStandardLayout, output, hasEnded) {
    if (!isStandardLayout) return hasEnded ? 'Download the file for your shop' : 'Download the file so far';
    const name = output === 'output.xlsx' ? 'workbook' : 'CSV';
    return hasEnded ? `Download ${name}` : `Download partial ${name}`;
}

function show(id, isAvailable, href) {
    byId(id).href = href;
    setVisible(id, isAvailable);
}
