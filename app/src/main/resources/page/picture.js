// Where a published picture is found on this server, by whatever name the server is known to others.

export const ownPath = (url) => `/processed_images/${url.split('/').at(-1)}`;
