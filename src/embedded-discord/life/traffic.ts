import type { Gateway } from '../gateway/gateway.js';
import { inventedUse } from '../interactions/command-use.js';
import type { InteractionBook } from '../interactions/interaction-book.js';
import type { People } from '../interactions/people.js';
import { replyOf } from '../interactions/reply.js';
import type { Options } from '../options.js';
import { timestamp } from '../wire.js';
import type { CommandBook } from '../world/command-book.js';
import type { Guild } from '../world/guild.js';
import { gatewayMember, guildUpdate, roleWire, wholeChannel } from '../world/guild-wire.js';
import { type Happening, happening } from '../world/happening.js';
import { nothingSaid } from '../world/message.js';
import type { MessageBook } from '../world/message-book.js';
import { smallTalk } from '../world/names.js';
import { gatewayUser } from '../world/user.js';
import type { World } from '../world/world.js';
import type { Rhythm } from './rhythm.js';
import { Visitor } from './visitor.js';

const MINUTE_MS = 60_000;
/** Milliseconds between two servers that come or go, on average. */
const ARRIVAL_MS = 120_000;
/** Milliseconds between two changes on each shard, on average: so that no shard is ever silent for long. */
const CHANGE_MS = 3_000;

/** What people act on. */
export interface Stage {
  readonly world: World;
  readonly gateway: Gateway;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
  readonly messages: MessageBook;
  readonly people: People;
}

/** How often, over all servers and in a minute. */
export type Rates = Pick<Options, 'commandsPerMinute' | 'messagesPerMinute' | 'membersPerMinute'>;

/** The people of the world: they use commands, talk, come and go. */
export class Traffic {
  private readonly visitor: Visitor;

  constructor(
    private readonly stage: Stage,
    private readonly rhythm: Rhythm,
    private readonly rates: Rates,
  ) {
    this.visitor = new Visitor(stage.people, stage.world.random, rhythm);
  }

  start(): void {
    const { commandsPerMinute, messagesPerMinute, membersPerMinute } = this.rates;
    this.repeat(commandsPerMinute, () => this.useCommand());
    this.repeat(messagesPerMinute, () => this.talk());
    this.repeat(membersPerMinute, () => this.comeOrGo());
    this.rhythm.repeat(
      () => ARRIVAL_MS,
      () => this.addOrRemoveBot(),
    );
    this.rhythm.repeat(
      () => CHANGE_MS / Math.max(1, this.shards().length),
      () => this.changeSomething(),
    );
  }

  private repeat(perMinute: number, action: () => void): void {
    if (perMinute > 0) this.rhythm.repeat(() => MINUTE_MS / perMinute, action);
  }

  private useCommand(): void {
    const { world, commands, interactions } = this.stage;
    const guild = this.someGuild();
    if (!guild || this.shards().length === 0) return;
    const usable = commands.list(null).filter((command) => command.type === 1);
    if (usable.length === 0) return;
    const command = world.random.pick(usable);
    this.visitor.type(command, guild.id);
    const use = inventedUse(command, { world, guild });
    if (!use) return;
    interactions.open(use).answer.then(
      (answered) => this.visitor.follow(replyOf(answered)),
      () => undefined, // nobody answered: most users do not complain
    );
  }

  private talk(): void {
    const { world, messages } = this.stage;
    const guild = this.someGuild();
    if (!guild) return;
    const { id: channelId } = world.random.pick(guild.textChannels());
    const author = world.random.pick(world.membersOf(guild));
    const said = { ...nothingSaid, content: world.random.pick(smallTalk) };
    // Discord's own apps always send one.
    const more = { nonce: world.snowflakes.next() };
    messages.post({ channelId, guildId: guild.id, author, said, more });
  }

  private comeOrGo(): void {
    const { world } = this.stage;
    const guild = this.someGuild();
    if (!guild) return;
    const user = world.random.pick(world.membersOf(guild));
    const guild_id = guild.id;
    if (world.random.oneIn(2)) {
      guild.memberCount += 1;
      const joined = { ...gatewayMember(guild, user, world.bot), joined_at: timestamp(world.clock.now()), guild_id };
      return world.tell(happening('GUILD_MEMBER_ADD', guild.id, () => joined));
    }
    if (user.id === guild.ownerId) return;
    guild.memberCount -= 1;
    world.tell(happening('GUILD_MEMBER_REMOVE', guild.id, () => ({ guild_id, user: gatewayUser(user) })));
  }

  private addOrRemoveBot(): void {
    const { world } = this.stage;
    const guild = this.someGuild();
    if (guild && world.random.oneIn(2)) world.removeGuild(guild.id);
    else world.addGuild();
  }

  /** Something that a bot with no intent but GUILDS hears of. */
  private changeSomething(): void {
    const { world } = this.stage;
    const shards = this.shards();
    if (shards.length === 0) return;
    const [shardId, shardCount] = world.random.pick(shards);
    const guild = this.someGuild(shardId, shardCount);
    if (!guild) return;
    const { id } = guild;
    const role = world.random.pick(guild.roles());
    const changes = [
      (): Happening => this.newTopic(guild),
      (): Happening => happening('GUILD_UPDATE', id, () => guildUpdate(guild, world.bot)),
      (): Happening => happening('GUILD_ROLE_UPDATE', id, () => ({ guild_id: id, role: roleWire(role, world.bot) })),
    ];
    world.tell(world.random.pick(changes)());
  }

  private newTopic(guild: Guild): Happening {
    const { random } = this.stage.world;
    const { id } = random.pick(guild.textChannels());
    guild.setTopic(id, random.pick(smallTalk));
    const changed = guild.textChannels().find((channel) => channel.id === id);
    return happening('CHANNEL_UPDATE', guild.id, () => (changed ? wholeChannel(changed) : null));
  }

  private shards(): (readonly [id: number, count: number])[] {
    const connected = this.stage.gateway.sessions.all().filter((session) => session.connection !== null);
    return connected.map(({ identity }) => [identity.shardId, identity.shardCount] as const);
  }

  /** Any guild of a shard; of all guilds, unless told. */
  private someGuild(shardId = 0, shardCount = 1): Guild | null {
    const { guilds, random } = this.stage.world;
    const candidates = guilds.on(shardId, shardCount);
    if (candidates.length === 0) return null;
    const guild = random.pick(candidates);
    // Most guilds are available; only when luck fails are all looked at.
    return guild.isUnavailable ? (candidates.find((one) => !one.isUnavailable) ?? null) : guild;
  }
}
