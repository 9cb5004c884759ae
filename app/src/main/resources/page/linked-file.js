// A catalogue file behind a link, which the server downloads. The page has nothing of it but its name.

const FILE_LINK = /^https?:\/\/\S+$/i;
const FILE = /^https?:\/\/(docs\.google\.com\/spreadsheets\/|[^?#]+\.(csv|tsv|xlsx|gz)([?#]|$))/i;

export const linkedFile = (url) => Object.assign(new File([], url), { link: url });

export const isLink = (file) => file.link !== undefined;

/** Whether a pasted text is the link of a file. That of an image is a cell. */
export const isLinkToFile = (text) => FILE_LINK.test(text) && FILE.test(text);
