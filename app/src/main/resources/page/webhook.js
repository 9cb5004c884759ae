// Shows whether a request's webhook was delivered, lists the attempts, and sends it again.

import { get, post } from './api.js';
import { byId, element, setText, setVisible } from './dom.js';
import { dateTime, formatNumber, plural, sentence } from './format.js';
import { isOpen } from './request-state.js';

const MIN_POLL_MILLIS = 1000;
const MAX_POLL_MILLIS = 60_000;

let path = '';
let host = '';
let hasEnded = false;
let timer = 0;

export function initWebhook(requestPath) {
    path = `${requestPath}/webhook-deliveries`;
    byId('webhook').addEventListener('toggle', () => byId('webhook').open && follow());
    byId('send-again').addEventListener('click', sendAgain);
}

/** The webhook is sent after the request has ended, when no more status updates come. */
export function showWebhook(status) {
    const { webhook } = status;
    setVisible('webhook', webhook !== null);
    if (webhook === null) return;
    host = new URL(webhook.url).host;
    hasEnded = !isOpen(status);
    setText('webhook-title', hasEnded ? title(webhook) : `Webhook to ${host} when finished`);
    setVisible('send-again', hasEnded);
    if (hasEnded && webhook.status === 'pending') follow();
}

function title({ status, attempts }) {
    if (status === 'delivered') return `Webhook delivered to ${host}`;
    if (status === 'failed') return `Webhook not delivered to ${host} after ${plural(attempts, 'attempt')}`;
    if (attempts === 0) return `Sending the webhook to ${host}…`;
    return `Webhook not delivered to ${host} after ${plural(attempts, 'attempt')}. Trying again`;
}

/** Shows the deliveries, and refreshes them until the newest one is delivered or given up. */
async function follow(delay = MIN_POLL_MILLIS) {
    clearTimeout(timer);
    const isPending = await load(() => get(path));
    clearTimeout(timer);
    if (isPending) timer = setTimeout(follow, delay, Math.min(2 * delay, MAX_POLL_MILLIS));
}

async function sendAgain() {
    byId('send-again').disabled = true;
    if (await load(() => post(path))) follow();
    byId('send-again').disabled = false;
}

/** Shows deliveries; returns whether they may still change. */
async function load(deliveries) {
    try {
        const { items } = await deliveries();
        show(items);
        return items[0]?.status === 'pending';
    } catch (problem) {
        setText('webhook-message', sentence(problem.detail));
        return problem.code === 'unreachable';
    }
}

/** All attempts, the newest first. */
function show(deliveries) {
    const attempts = deliveries.flatMap((delivery) => [...delivery.attempts].reverse());
    if (hasEnded && deliveries.length > 0)
        setText('webhook-title', title({ ...deliveries[0], attempts: deliveries[0].attempts.length }));
    setText('webhook-message', attempts.length === 0 ? 'Nothing has been sent yet.' : '');
    setVisible('deliveries', attempts.length > 0);
    byId('deliveries').tBodies[0].replaceChildren(...attempts.map(attemptRow));
}

const attemptRow = ({ attempted_at: at, answer_code: code, duration_ms: millis, message }) =>
    element('tr', {},
        element('td', {}, dateTime(at)),
        element('td', {}, code ?? '–'),
        element('td', {}, sentence(message)),
        element('td', {}, `${formatNumber(millis)} ms`));
