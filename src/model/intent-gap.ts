/** Something that the code waits for and that never comes whole, because an intent is not asked for. */
export interface IntentGap {
  /** The event, by discord.js's name: `messageCreate`. */
  readonly event: string;
  /** Intents of which one is needed, by discord.js's names. */
  readonly intents: readonly string[];
  /** `unheard`: it never comes. `empty`: it comes, but with no text in it. */
  readonly kind: 'unheard' | 'empty';
}

/** What is wrong, as a clause without a full stop. */
export function gapWords({ event, intents, kind }: IntentGap): string {
  return kind === 'unheard'
    ? `a listener for ${event} never hears anything without ${intents.join(' or ')}`
    : `messages come without their text, because ${intents.join(' or ')} is missing`;
}

/** What to do, as a whole sentence. */
export function gapWayOut({ intents }: IntentGap): string {
  const switches = intents.flatMap((intent) => portalSwitch[intent] ?? []);
  const first = switches.length > 0 ? `switch on ${switches.join(' or ')} in the Discord Developer Portal, ` : '';
  const sentence = `${first}add ${intents.join(' or ')} to INTENTS and start Shardwatch again.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What the privileged intents are called on the page of the Developer Portal where they are switched on. */
export const portalSwitch: Readonly<Record<string, string>> = {
  GuildPresences: 'Presence Intent',
  GuildMembers: 'Server Members Intent',
  MessageContent: 'Message Content Intent',
};
