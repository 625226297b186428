import type { ActionForm, FormFacts } from './action-form.js';
import { formOf, titleOf, verbOf } from './action-forms.js';
import { type Field, type Fields, text } from '../parts/form-field.js';

/** All that `views/pages/action.hbs` may know. */
export interface ActionView {
  readonly title: string;
  readonly name: string;
  readonly fields: readonly (Field & { readonly isChoice: boolean; readonly isCostly: boolean })[];
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  /** Asks for a server, and for nothing else; `null` once there is one. */
  readonly search: { readonly value: string } | null;
  /** The server that is meant; its name is `null` where nobody says it. */
  readonly guild: { readonly id: string; readonly name: string | null } | null;
  /** What it costs and whom it reaches, where there is nothing to choose. */
  readonly words: readonly string[];
  /** What the button says: what it does. */
  readonly verb: string;
  /** Whether nobody here can undo it. */
  readonly isFinal: boolean;
  readonly reason: string;
  /** Names the request: however often the button is pressed, it is done once. */
  readonly request: string;
  /** Why it was not done, or cannot be done now. */
  readonly note: string | null;
}

export interface ActionPageFacts extends FormFacts {
  readonly name: string;
  readonly request: string;
  readonly note: string | null;
  /** Name of the server that the fields mean: text by strangers. */
  readonly guildName: string | null;
}

/** `null` where there is no such form. */
export function actionView(facts: ActionPageFacts): ActionView | null {
  const { name, fields, request } = facts;
  const form = formOf(name);
  if (!form) return null;
  const action = form.actionOf(fields) ?? form.example ?? null;
  const cost = action ? facts.cost(action) : null;
  const asked = form.ask(facts).map(fieldView);
  const isCostly = asked.some((field) => field.isCostly); // then each choice says what it costs, and what is in its way
  return {
    title: titleOf(form, fields),
    name,
    fields: asked,
    ...soughtIn(form, facts),
    kept: keptOf(form.keep, fields),
    words: cost && !isCostly ? cost.words : [],
    verb: verbOf(form, fields),
    isFinal: action?.kind === 'guild.leave',
    reason: text(fields['reason']),
    request,
    note: facts.note ?? (cost && !isCostly ? cost.obstacle : null),
  };
}

/** What is looked for first, or was found. */
function soughtIn(form: ActionForm, { fields, guildName }: ActionPageFacts): Pick<ActionView, 'search' | 'guild'> {
  const written = text(fields['guild']);
  if (!form.isSought) return { search: null, guild: null };
  if (!form.actionOf(fields)) return { search: { value: written }, guild: null };
  return { search: null, guild: { id: written, name: guildName } };
}

function fieldView(field: Field): ActionView['fields'][number] {
  const isCostly = field.options?.some(({ help }) => help !== undefined) ?? false;
  return { ...field, isChoice: field.options !== null, isCostly };
}

function keptOf(names: readonly string[], fields: Fields): ActionView['kept'] {
  return names.flatMap((name) => (text(fields[name]) ? [{ name, value: text(fields[name]) }] : []));
}
