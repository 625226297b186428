/** Commands of all kinds; buttons and menus; forms; suggestions while somebody types. */
export type InteractionKind = 'command' | 'component' | 'form' | 'suggestion';

/** What became of one interaction. */
export interface SettledInteraction {
  readonly kind: InteractionKind;
  /** As its author named it: `/ticket open`; of a button the id that the code gave it. */
  readonly name: string;
  /** `late`: acknowledged after Discord's 3 seconds. `expired`: given up by Discord before it reached us. */
  readonly outcome: 'acknowledged' | 'late' | 'missed' | 'refused' | 'expired';
  /** Milliseconds from its creation at Discord to our acknowledgement; `null` without one. */
  readonly tookMs: number | null;
  /** Discord's own code where it refused our answer; `null` otherwise. */
  readonly code: number | null;
  readonly shardId: number | null;
  /** `null` outside of guilds. */
  readonly guildId: string | null;
  /** Written by strangers; `null` when it is not known. */
  readonly guildName: string | null;
}
