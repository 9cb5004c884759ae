// For each failure code: what happened to the image, and what the user can do, in non-technical terms.

const RETRY = 'Try again later.';
const RESAVE = 'Save it again at the source.';
const SHRINK = 'Reduce its size at the source.';
const MAKE_PUBLIC = 'Make the image public.';
const MESSAGES = {
    invalid_url: ['The URL is not valid', 'Correct it in your CSV. It must start with https:// or http://.'],
    blocked_address: ['The URL points to a private network', 'Move the image to a public website, or ask the server’s'
        + ' administrator to allow this address.'],
    dns_failed: ['The website was not found', 'Check the website’s name for typing errors.'],
    connect_failed: ['The website did not accept a connection', RETRY],
    tls_failed: ['The website’s certificate is not valid', 'Ask the website’s owner to renew it.'],
    timed_out: ['The website was too slow', RETRY],
    too_many_redirects: ['The URL redirects too many times', 'Use the final URL.'],
    too_large: ['The image file is too large', SHRINK],
    too_many_pixels: ['The image has too many pixels', SHRINK],
    not_an_image: ['The URL does not lead to an image', 'It may lead to a web page. Use the URL of the image itself.'],
    unsupported_format: ['The image format is not supported', 'Save it as JPEG, PNG or WebP.'],
    corrupt_image: ['The image file is damaged', RESAVE],
    codec_crashed: ['The image could not be read', RESAVE],
    storage_failed: ['The server could not save the image', 'Free disk space on the server, then try again.'],
    cancelled: ['Cancelled before the image was processed', 'Retry it at any time.'],
    http_401: ['The website requires a password', MAKE_PUBLIC],
    http_403: ['The website denied access', MAKE_PUBLIC],
    http_404: ['No image was found at this URL', 'It was moved or deleted. Correct the URL in your CSV.'],
    http_410: ['The image was deleted', 'Correct the URL in your CSV.'],
    http_429: ['The website received too many requests', RETRY],
};

/** The message and help for any failure code, including codes that are not listed. */
export function failureMessage(code) {
    const [message, help] = MESSAGES[code] ?? otherFailure(code);
    return { message, help };
}

function otherFailure(code) {
    const status = /^http_(\d{3})$/.exec(code)?.[1];
    if (status?.startsWith('5')) return [`The website had an internal error (${status})`, RETRY];
    return [status ? `The website refused the request (${status})` : 'The image failed', RETRY];
}
