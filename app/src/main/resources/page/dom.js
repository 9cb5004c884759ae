// Builds elements. Text stays text: nothing that comes out of a CSV can become markup.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

export const make = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);

export const draw = (tag, attributes, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

function filled(element, attributes = {}, children = []) {
    for (const [name, value] of Object.entries(attributes)) attribute(element, name, value);
    element.append(...children);
    return element;
}

/** Sets an attribute; `false`, `null` and `undefined` take it away, `true` sets it to nothing. */
export function attribute(element, name, value) {
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
}

export const show = (id, shown = true) => { byId(id).hidden = !shown; };

/** Changes a text only where it is another: what has not changed is not read out again. */
export function say(id, text) {
    if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** Browsers keep the page that one has left, as it was then, and show it when one goes back. */
export function reloadWhenBack() {
    window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}

/** A link to a place on the web, or the mere text of an address that is none: a CSV may hold `javascript:…`. */
export function webLink(url, text = url) {
    return isOfTheWeb(url)
        ? make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text)
        : make('span', {}, text);
}

export function isOfTheWeb(url) {
    return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

const FOCUSABLE = 'a[href], button, input, select, summary';
const made = new WeakMap();

/**
 * Makes a list's elements those of the items. What stands for an unchanged item stays the element it is; where another
 * takes its place, the focus goes on to that one.
 */
export function sync(list, items, key, build) {
    const known = new Map([...list.children].map((child) => [made.get(child)?.key, child]));
    const children = items.map((item) => kept(known.get(key(item)), item) ?? built(item, key(item), build));
    const focused = [...list.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
    for (const child of [...list.children]) if (!children.includes(child)) child.remove();
    children.forEach((child, place) => list.children[place] !== child && list.insertBefore(child, list.children[place]));
    if (focused >= 0 && !list.contains(document.activeElement)) list.querySelectorAll(FOCUSABLE)[focused]?.focus();
}

const kept = (child, item) => child && made.get(child).text === JSON.stringify(item) ? child : null;

function built(item, key, build) {
    const child = build(item);
    made.set(child, { key, text: JSON.stringify(item) });
    return child;
}
