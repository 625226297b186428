/** One of Discord's codes: its own words, and what they mean to whoever answers an interaction. */
interface CodeMeaning {
  /** Discord's name for it. */
  readonly name: string;
  /** A clause without a full stop, with the way out where there is one. */
  readonly words: string;
}

/**
 * The codes that answers to interactions meet.
 * Source: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const meanings: Readonly<Record<number, CodeMeaning>> = {
  10003: { name: 'Unknown channel', words: 'the channel is gone, or the bot is not in it' },
  10004: { name: 'Unknown guild', words: 'the server is gone, or the bot is not in it' },
  10008: { name: 'Unknown message', words: 'the message to change is gone' },
  10015: {
    name: 'Unknown webhook',
    words: 'the answer came after 15 minutes, when the token of the interaction was over',
  },
  10062: { name: 'Unknown interaction', words: 'Discord had given it up: the first answer must come within 3 s' },
  40060: {
    name: 'Interaction has already been acknowledged',
    words: 'it was answered twice: use editReply or followUp after the first answer',
  },
  40094: { name: 'Maximum number of follow-ups reached', words: 'an app of a user may send 5 follow-ups only' },
  50001: { name: 'Missing access', words: 'the bot may not see that channel' },
  50006: { name: 'Cannot send an empty message', words: 'the answer was empty' },
  50007: { name: 'Cannot send messages to this user', words: 'that person takes no direct messages from the bot' },
  50013: { name: 'Missing permissions', words: 'the bot lacks a permission there' },
  50027: {
    name: 'Invalid webhook token',
    words: 'the answer came after 15 minutes, when the token of the interaction was over',
  },
  50035: {
    name: 'Invalid form body',
    words: 'the answer is not as it should be: something in it is missing, wrong or too long',
  },
  130000: { name: 'API resource is overloaded', words: 'Discord is overloaded: try again later' },
};

/** `10062 Unknown interaction`; the number alone of a code that is not in the table. */
export function codeName(code: number): string {
  const meaning = meanings[code];
  return meaning ? `${code} ${meaning.name}` : `code ${code}`;
}

/** What a code means, as a clause without a full stop; `null` of a code that is not in the table. */
export function codeWords(code: number): string | null {
  return meanings[code]?.words ?? null;
}

/** The code of an answer that came after the deadline. */
const UNKNOWN_INTERACTION = 10_062;

/** Milliseconds. From here on it is the deadline that "unknown interaction" speaks of: half a second is lost on the way. */
const LATE_FROM_MS = 2_500;

/** Whether Discord did not take a first answer because it came too late. @param ageMs milliseconds since the interaction was made */
export function isTooLate(code: number, ageMs: number): boolean {
  return code === UNKNOWN_INTERACTION && ageMs >= LATE_FROM_MS;
}
