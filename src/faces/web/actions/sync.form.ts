import { EVERYWHERE } from '../../../model/command-plan.js';
import type { ActionForm } from './action-form.js';
import type { Option } from '../parts/form-field.js';

/** Brings Discord in step with the code. */
export const syncForm: ActionForm = {
  deed: 'commands.sync',
  keep: [],
  actionOf: ({ leftovers }) => ({ kind: 'commands.sync', place: EVERYWHERE, isDeleting: leftovers === 'delete' }),
  ask: ({ fields, cost }) => {
    const costs = [false, true].map((isDeleting) => cost({ kind: 'commands.sync', place: EVERYWHERE, isDeleting }));
    if (!costs.some(({ canHurt }) => canHurt)) return []; // there is nothing to delete, so nothing to choose
    const labels = ['Create and change, delete nothing', 'Delete what the code does not have, too'];
    const options = costs.map(({ words, obstacle }, index): Option => {
      const value = index === 0 ? 'keep' : 'delete';
      const isChosen = (fields['leftovers'] === 'delete') === (value === 'delete');
      const help = [...words, ...(obstacle === null ? [] : [obstacle])].join(' ');
      return { value, label: labels[index] ?? '', isChosen, help };
    });
    return [{ name: 'leftovers', label: 'What is written', value: '', options }];
  },
};
