// A field for another URL in the place of one whose image failed.

import { replaceUrl } from './actions.js';
import { element } from './dom.js';

export function otherUrlField(url) {
    const error = element('p', { class: 'field-error', role: 'alert' });
    const input = element('input', {
        type: 'url', required: true, placeholder: 'https://', autocomplete: 'off',
        'aria-label': `Another URL for ${url}`,
    });
    const form = element('form', { class: 'other-url' }, input, element('button', {}, 'Try this URL'));
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        error.textContent = '';
        try {
            await replaceUrl(url, input.value);
        } catch (problem) {
            error.textContent = `${problem.detail.replace(/^urls: /, '')}.`;
        }
    });
    return element('details', {}, element('summary', {}, 'Use another URL'), form, error);
}
