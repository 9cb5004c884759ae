// The figures of a request.

import { attribute, byId, say } from './dom.js';
import { isOpen } from './states.js';
import { duration, number, percent, saved, size } from './words.js';

export function showFigures(status) {
    const { images, bytes } = status;
    say('done', number(images.done));
    say('of', `of ${number(images.total)} (${percent(images.done, images.total)} %)`);
    say('left-title', isOpen(status) ? 'Time left' : 'Took');
    say('left', time(status));
    say('gain', bytes.in === 0 ? '–' : `${saved(bytes)} % saved`);
    say('bytes', bytes.in === 0 ? '' : `${size(bytes.in)} in, ${size(bytes.out)} out`);
    say('failed', number(images.failed));
    attribute(byId('failed'), 'class', images.failed > 0 ? 'bad' : false);
    say('reused', images.reused === 0 ? '' : `${number(images.reused)} known from before`);
}

function time(status) {
    if (isOpen(status)) return status.eta_seconds === null ? '–' : duration(status.eta_seconds);
    if (status.started_at === null) return '–';
    return duration((Date.parse(status.finished_at) - Date.parse(status.started_at)) / 1000);
}
