// Builds and updates elements. Text is always set as text, so nothing from a CSV can become markup.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

export const element = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

export const svgElement = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

function fill(target, attributes = {}, children = []) {
    for (const [name, value] of Object.entries(attributes)) attribute(target, name, value);
    target.append(...children);
    return target;
}

/** Sets an attribute; `false`, `null` and `undefined` remove it, `true` sets it to the empty string. */
export function attribute(target, name, value) {
    if (value === false || value === null || value === undefined) target.removeAttribute(name);
    else target.setAttribute(name, value === true ? '' : value);
}

export const setVisible = (id, isVisible = true) => { byId(id).hidden = !isVisible; };

/** Sets a text only if it differs, so that screen readers do not announce it again. */
export function setText(id, text) {
    if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** Browsers cache a page on leaving it and show that old state on going back: reload it instead. */
export function reloadOnBack() {
    window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}

/** A link to an HTTP URL; any other URL becomes plain text, because a CSV may hold `javascript:…`. */
export function webLink(url, text = url) {
    return isHttpUrl(url)
        ? element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text)
        : element('span', {}, text);
}

export function isHttpUrl(url) {
    return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

const FOCUSABLE = 'a[href], button, input, select, summary';
const rendered = new WeakMap();

/**
 * Updates a list's elements to match the items. Elements of unchanged items stay in place. If the focused element is
 * replaced, the focus moves to its replacement.
 */
export function reconcile(list, items, key, build) {
    const byKey = new Map([...list.children].map((child) => [rendered.get(child)?.key, child]));
    const children = items.map((item) => reusable(byKey.get(key(item)), item) ?? render(item, key(item), build));
    const focused = [...list.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
    for (const child of [...list.children]) if (!children.includes(child)) child.remove();
    children.forEach((child, index) =>
        list.children[index] !== child && list.insertBefore(child, list.children[index]));
    if (focused >= 0 && !list.contains(document.activeElement)) list.querySelectorAll(FOCUSABLE)[focused]?.focus();
}

const reusable = (child, item) => child && rendered.get(child).json === JSON.stringify(item) ? child : null;

function render(item, key, build) {
    const child = build(item);
    rendered.set(child, { key, json: JSON.stringify(item) });
    return child;
}
