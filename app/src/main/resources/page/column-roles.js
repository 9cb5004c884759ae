// What columns are used for: `image`, `id`, `name` or `other`, as in the API.

const URL_START = /(^|[\s,;|"'(=>])(https?:\/\/|\/\/|www\.)\S/i;
const IMAGE = /\.(jpe?g|png|gif|webp|avif|tiff?|bmp|hei[cf])\b|image|photo|picture/i;
const ID = /\b(id|sku|code|handle|number|no|ref|reference)\b/i;
const NAME = /\b(name|title|product|description)\b/i;

export const holdsUrl = (text) => URL_START.test(text) && !text.includes('</');

export const looksLikeImage = (text) => IMAGE.test(text) && !text.includes('</');

/** Guesses the roles of columns that fit no layout. */
export function guessRoles(columns) {
    const images = likelyImages(columns);
    const id = columns.findIndex((column) => !images.includes(column) && ID.test(column.name));
    const name = columns.findIndex((column, index) =>
        !images.includes(column) && index !== id && !column.holds_urls && NAME.test(column.name));
    return columns.map((column, index) => {
        if (images.includes(column)) return 'image';
        if (index === id) return 'id';
        return index === name ? 'name' : 'other';
    });
}

/** Of the columns with URLs, those that mention images; with no URLs at all, those with paths of images. */
function likelyImages(columns) {
    const usable = columns.filter(({ name }) => name.trim() !== '');
    const withUrls = usable.filter((column) => column.holds_urls);
    if (withUrls.length === 0) return usable.filter(({ sample }) => /\.\w+$/.test(sample) && looksLikeImage(sample));
    const images = withUrls.filter(({ name, sample }) => looksLikeImage(sample) || looksLikeImage(name));
    return images.length > 0 ? images : withUrls;
}

/**
 * Gives a column another role. Columns of the same name have the same images, because the API knows columns by name.
 * There is one id and one name.
 */
export function changeRole(columns, roles, changed, role) {
    return roles.map((previous, index) => {
        if (index === changed) return role;
        if (columns[index].name === columns[changed].name && [role, previous].includes('image')) return role;
        return previous === role && role !== 'image' ? 'other' : previous;
    });
}

/** The fields of the API that choose these columns. */
export function roleFields(columns, roles) {
    const named = (role) => [...new Set(columns.filter((_, index) => roles[index] === role).map(({ name }) => name))];
    return [
        ...named('image').map((name) => ['image_column', name]),
        ...named('id').slice(0, 1).map((name) => ['id_column', name]),
        ...named('name').slice(0, 1).map((name) => ['name_column', name]),
    ];
}
