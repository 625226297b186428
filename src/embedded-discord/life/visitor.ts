import { COMPONENT } from '../interactions/component-use.js';
import type { People } from '../interactions/people.js';
import type { Reply } from '../interactions/reply.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import type { Command } from '../world/command.js';
import { everyComponent } from '../world/message-component.js';
import { smallTalk } from '../world/names.js';
import type { Random } from '../world/random.js';
import type { Rhythm } from './rhythm.js';

/** Milliseconds somebody thinks before touching what an answer offers: least and most. */
const THINKS_MS = [1_000, 4_000] as const;
/** Buttons, menus and forms that follow one command at most. */
const MOST_STEPS = 3;
/** Buttons of these styles lead elsewhere, not to the application: https://docs.discord.com/developers/components/reference#button */
const LINK_STYLES: readonly unknown[] = [5, 6];

/** What people do beside using a command: they type its options, press its buttons, choose from its menus, fill in its forms. */
export class Visitor {
  constructor(
    private readonly people: People,
    private readonly random: Random,
    private readonly rhythm: Rhythm,
  ) {}

  /** Types the first option that suggests something; whoever is not answered does not complain. */
  type(command: Command, guildId: string): void {
    const option = asList(command.fields['options'])
      .map(asObject)
      .find((one) => one?.['autocomplete'] === true);
    const focused = asText(option?.['name']);
    if (!focused) return;
    void this.people.complete(command.name, { guildId, focused, options: { [focused]: 'a' } }).catch(() => undefined);
  }

  /** Goes on with what an answer offers, as most people do, one step after another. */
  follow(reply: Reply, step = 1): void {
    if (step > MOST_STEPS) return;
    this.rhythm.after(this.random.between(...THINKS_MS), () => {
      const next = this.next(reply);
      next?.then((answer) => this.follow(answer, step + 1)).catch(() => undefined);
    });
  }

  private next(reply: Reply): Promise<Reply> | null {
    if (reply.modal) return this.people.submit(reply.interactionId, this.filled(reply.modal));
    const { messageId } = reply;
    const usable = everyComponent(reply.components).filter(isUsable);
    if (messageId === null || usable.length === 0) return null;
    const component = this.random.pick(usable);
    const customId = asText(component['custom_id']) ?? '';
    if (component['type'] === COMPONENT.button) return this.people.press(messageId, customId);
    const value = asText(asObject(this.random.pick(asList(component['options'])))?.['value']) ?? '';
    return this.people.select(messageId, customId, { values: [value] });
  }

  private filled(modal: Wire): Record<string, string> {
    const inputs = everyComponent(asList(modal['components'])).filter(({ type }) => type === COMPONENT.textInput);
    return Object.fromEntries(inputs.map((input) => [asText(input['custom_id']) ?? '', this.random.pick(smallTalk)]));
  }
}

function isUsable(component: Wire): boolean {
  if (component['disabled'] === true || asText(component['custom_id']) === null) return false;
  if (component['type'] === COMPONENT.button) return !LINK_STYLES.includes(component['style']);
  return component['type'] === COMPONENT.select && asList(component['options']).length > 0;
}
