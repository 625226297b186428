import type { Guild } from './guild.js';
import { crowdNumber, crowdUser } from './guild-crowd.js';
import { isSnowflake } from './snowflake.js';
import type { User } from './user.js';

/** How many of the crowd are looked through for a name. */
const LOOK_THROUGH = 2_000;

/** All members of one guild: those known by name, and as many of the crowd as are missing. */
export class GuildMembers {
  readonly count: number;

  /** @param known the bot and the people whom the world knows by name */
  constructor(
    { memberCount }: Guild,
    private readonly known: readonly User[],
  ) {
    this.count = Math.max(memberCount, known.length);
  }

  /** Some members, by their place in the guild. */
  *range(from: number, to: number): Generator<User> {
    for (let place = from; place < Math.min(to, this.count); place += 1)
      yield this.known[place] ?? crowdUser(place - this.known.length);
  }

  get(id: string): User | undefined {
    const known = this.known.find((user) => user.id === id);
    if (known || !isSnowflake(id)) return known;
    const number = crowdNumber(id);
    return number !== null && number < this.count - this.known.length ? crowdUser(number) : undefined;
  }

  /** Those whose name begins so, at most `limit` of them. */
  startingWith(query: string, limit: number): User[] {
    const found: User[] = [];
    for (const user of this.range(0, this.known.length + LOOK_THROUGH)) {
      if (found.length >= limit) break;
      if (user.username.toLowerCase().startsWith(query)) found.push(user);
    }
    return found;
  }
}
