import { Clock } from '../clock.js';

/** New commands a day, global ones and those of each guild: https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
const A_DAY = 200;
const DAY_MS = 86_400_000;

/** Counts the commands that were new; to change one, or to send it again as it is, costs nothing. */
export class CommandCreates {
  private readonly days = new Map<string, { readonly endsAt: number; count: number }>();

  constructor(private readonly clock = new Clock()) {}

  /** How many more may be made today, globally (`null`) or in one guild. */
  left(guildId: string | null, now = this.clock.now()): number {
    const day = this.days.get(String(guildId));
    return A_DAY - (day && now < day.endsAt ? day.count : 0);
  }

  note(guildId: string | null, count: number, now = this.clock.now()): void {
    if (count === 0) return;
    const key = String(guildId);
    const day = this.days.get(key);
    if (day && now < day.endsAt) day.count += count;
    else this.days.set(key, { endsAt: now + this.clock.span(DAY_MS), count });
  }
}
