// Why an image failed, in the words of somebody who runs a shop, and what can be done about it.

const RETRY = 'Often it helps to try again later.';
const REASONS = {
    invalid_url: ['The address of the picture is not a web address', 'Mend it in your CSV; it begins with https://.'],
    blocked_address: ['The address is not on the public internet', 'Put the picture where everybody can see it, or ask'
        + ' whoever runs this server to allow the address.'],
    dns_failed: ['There is no website of that name', 'Look for a slip in the name of the website.'],
    connect_failed: ['The website does not answer', RETRY],
    tls_failed: ['The website cannot prove who it is', 'Its certificate is wrong or has run out: tell its owner.'],
    timed_out: ['The website was too slow', RETRY],
    too_many_redirects: ['The address leads from one place to the next and never ends', 'Use the address it ends at.'],
    too_large: ['The file of the picture is too large', 'Save it smaller at its source.'],
    too_many_pixels: ['The picture has too many pixels', 'Save it smaller at its source.'],
    not_an_image: ['There is something else than a picture', 'The address may lead to a page; use the address of the'
        + ' picture itself.'],
    unsupported_format: ['The picture is of a kind that is not known here', 'Save it as JPEG, PNG or WebP.'],
    corrupt_image: ['The file of the picture is damaged', 'Save it anew at its source.'],
    codec_crashed: ['The picture could not be read', 'Save it anew at its source.'],
    storage_failed: ['The server could not keep the picture', 'Try again once its disk has room.'],
    cancelled: ['Cancelled before its turn came', 'Try again whenever you like.'],
    http_401: ['The website wants a password for the picture', 'Put the picture where everybody can see it.'],
    http_403: ['The website does not let us have the picture', 'Put the picture where everybody can see it.'],
    http_404: ['There is no picture at that address', 'It was moved or deleted; mend the address in your CSV.'],
    http_410: ['The picture was taken away', 'Mend the address in your CSV.'],
    http_429: ['The website was asked too often', RETRY],
};

/** What happened, and what helps, for any code there may be. */
export function reason(code) {
    const [what, help] = REASONS[code] ?? ofWebsite(code);
    return { what, help };
}

function ofWebsite(code) {
    const status = /^http_(\d{3})$/.exec(code)?.[1];
    if (status?.startsWith('5')) return [`The website had trouble of its own (${status})`, RETRY];
    return [status ? `The website refused (${status})` : 'It did not work', RETRY];
}
