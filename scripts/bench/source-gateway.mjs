/** The gateway of the source: HELLO, READY, the guilds, heartbeats, and the few requests that a client may make. */
import { WebSocketServer } from 'ws';
import { BOT } from './guilds.mjs';

const HEARTBEAT_MS = 41_250;
const Op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, members: 8, invalidSession: 9, hello: 10, ack: 11 };
const SOUNDS = 31;

export function openGateway(server, { guilds, greetings }) {
  const { port } = server.address();
  const url = `ws://127.0.0.1:${port}`;
  const clients = new Map();
  new WebSocketServer({ server }).on('connection', (client) => {
    const tell = (op, d, t = null) => client.send(JSON.stringify({ t, s: t && 1, op, d }));
    const identify = ({ token, shard = [0, 1] }) => {
      clients.set(token, client);
      tell(Op.dispatch, ready({ guilds, url, shard }), 'READY');
      for (const greeting of greetings) client.send(greeting);
    };
    client.on('message', (text) => {
      const { op, d } = JSON.parse(text);
      if (op === Op.heartbeat) tell(Op.ack, null);
      else if (op === Op.identify) identify(d);
      else if (op === Op.resume) tell(Op.invalidSession, false);
      else if (op === Op.members) tell(Op.dispatch, chunk(d, guilds), 'GUILD_MEMBERS_CHUNK');
      else if (op === SOUNDS) for (const id of d.guild_ids) tell(Op.dispatch, sounds(id), 'SOUNDBOARD_SOUNDS');
    });
    client.on('error', () => undefined);
    tell(Op.hello, { heartbeat_interval: HEARTBEAT_MS });
  });
  return { url, clients };
}

function ready({ guilds, url, shard }) {
  return {
    v: 10,
    user_settings: {},
    user: { ...BOT, avatar: null, verified: true, mfa_enabled: true, flags: 0, email: null },
    session_type: 'normal',
    session_id: 'bench-session',
    resume_gateway_url: url,
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: guilds.map(({ id }) => ({ unavailable: true, id })),
    application: { id: BOT.id, flags: 0 },
    shard,
  };
}

/** Only the bot itself is ever asked for. */
function chunk({ guild_id, nonce }, guilds) {
  const { member } = guilds.find(({ id }) => id === guild_id).people[0];
  const members = [{ ...member, user: BOT, roles: [], nick: null }];
  return { guild_id, members, chunk_index: 0, chunk_count: 1, not_found: [], nonce };
}

const sounds = (guild_id) => ({ guild_id, soundboard_sounds: [] });
