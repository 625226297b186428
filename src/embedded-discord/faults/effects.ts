import type { Credentials } from '../credentials.js';
import type { Connection } from '../gateway/connection.js';
import type { Gateway } from '../gateway/gateway.js';
import { CLOSE, OP, endsSession } from '../gateway/opcodes.js';
import type { Session } from '../gateway/session.js';
import type { World } from '../world/world.js';
import type { Fault } from './fault.js';
import { brokenFrame } from './broken-frame.js';
import type { Kind, ParamsOf } from './kinds.js';
import { isHit } from './share.js';
import { connectionsOf, sessionsOf } from './targets.js';

/** What Discord's status page tells, as far as a fault changes it. */
export interface StatusPage {
  /** An incident begins; call the answer to end it. */
  begin(indicator: 'minor' | 'major' | 'critical', title: string): () => void;
}

/** What faults act on. */
export interface Victims {
  readonly world: World;
  readonly gateway: Gateway;
  readonly credentials: Credentials;
  readonly statusPage: StatusPage;
}

/** Undoes what a fault began; nothing for what happens once. */
export type Ending = (() => void) | undefined;

/** What to do when a fault begins; kinds that only wait for somebody have nothing to do. */
type Effects = { readonly [K in Kind]?: (params: ParamsOf<K>, fault: Fault) => Ending };

interface Target {
  readonly session: Session;
  readonly connection: Connection;
}

/** The faults that happen by themselves. `mayHappen` is asked for each shard. */
export function effectsOn(victims: Victims, mayHappen: (fault: Fault) => boolean): Effects {
  const each = (fault: Fault, act: (target: Target) => void): undefined => {
    for (const target of connectionsOf(victims.gateway, fault)) if (mayHappen(fault)) act(target);
    return undefined;
  };
  return { ...shardEffects(victims, each), ...wideEffects(victims) };
}

type Each = (fault: Fault, act: (target: Target) => void) => undefined;

function shardEffects({ gateway }: Victims, each: Each): Effects {
  return {
    'ws.drop': (_, fault) => each(fault, ({ connection }) => connection.reset()),
    'ws.close': ({ code }, fault) =>
      each(fault, ({ connection, session }) => {
        connection.close(code);
        if (endsSession(code)) gateway.sessions.end(session);
      }),
    'ws.op7': (_, fault) => each(fault, ({ connection }) => connection.send({ op: OP.reconnect, d: null })),
    'ws.op9': ({ resumable }, fault) =>
      each(fault, ({ connection, session }) => {
        connection.send({ op: OP.invalidSession, d: resumable });
        // From here on the client may RESUME or IDENTIFY on this very connection.
        session.detach(connection, gateway.clock.now());
        connection.session = null;
        if (!resumable) gateway.sessions.end(session);
      }),
    'ws.forgetSessions': (_, fault) => {
      for (const session of sessionsOf(gateway, fault)) session.isForgotten = true;
      return undefined;
    },
    'ws.malformedDispatch': ({ event, data }, fault) => each(fault, ({ session }) => session.tellOnce(event, data)),
    'ws.invalidFrame': ({ what, megabytes }, fault) =>
      each(fault, ({ connection }) => connection.sendRaw(brokenFrame(what, megabytes))),
    'ws.requestHeartbeat': (_, fault) =>
      each(fault, ({ connection }) => connection.send({ op: OP.heartbeat, d: null })),
    'ws.blackhole': (_, fault) => {
      const held: Connection[] = [];
      each(fault, ({ connection }) => {
        connection.hold(true);
        held.push(connection);
      });
      return () => held.forEach((connection) => connection.hold(false));
    },
  };
}

function wideEffects({ world, gateway, credentials, statusPage }: Victims): Effects {
  const closeAll = (): void => {
    for (const session of gateway.sessions.all()) {
      session.connection?.close(CLOSE.authenticationFailed);
      gateway.sessions.end(session);
    }
  };
  return {
    outage: ({ side }, fault) => {
      if (side !== 'rest') for (const { connection } of connectionsOf(gateway, fault)) connection.reset();
      return () => undefined;
    },
    'guilds.unavailable': (share) => {
      const hit = [...world.guilds.values()].filter((guild) => !guild.isUnavailable && isHit(guild.id, share));
      for (const { id } of hit) world.setGuildUnavailable(id, true);
      return () => hit.forEach(({ id }) => world.setGuildUnavailable(id, false));
    },
    sessionLimit: ({ remaining }) => void gateway.starts.leave(remaining, world.clock.now()),
    'token.invalidate': ({ closes }) => {
      credentials.areRejected = true;
      if (closes) closeAll();
      return () => void (credentials.areRejected = false);
    },
    'token.rotate': () => {
      credentials.rotate();
      closeAll();
      return undefined;
    },
    'status.incident': ({ indicator, title }) => statusPage.begin(indicator, title),
  };
}
