import { driftWords } from './command-drift.js';
import { gapWayOut, gapWords } from './intent-gap.js';
import { type Check, type LimitName, judged, notKnown } from './indicator.js';
import { patience } from './limits.js';
import { explain } from './problem.js';
import { missedCanaries, unacknowledgedMs } from './shard.js';
import type { SignInStage } from './sign-in.js';
import { counted, duration } from './words.js';

const signInWord: Record<SignInStage, string> = {
  trying: 'trying',
  waiting: 'waiting to try again',
  signed_in: 'signed in',
  refused: 'refused',
  signed_out: 'signed out',
};

const signIn: Check = ({ snapshot: { signIn: known } }) => {
  const name = { key: 'sign_in', name: 'Sign-in to Discord', limit: 'warns while retried, fails when refused' };
  if (!known) return notKnown(name);
  const state = known.stage === 'refused' ? 'fail' : known.problem ? 'warn' : 'pass';
  const advice = known.problem && explain(known.problem).wayOut;
  return { ...name, state, now: signInWord[known.stage], advice, checkedAt: known.seenAt };
};

const shards: Check = ({ at, advice, verdict, figures: { shardCount, answeringShardCount: answering } }) => {
  const name = { key: 'shards', name: 'Shards answering', limit: 'warns below all, fails at none' };
  if (shardCount === 0) return notKnown(name);
  const now = `${answering} of ${shardCount}`;
  if (answering === shardCount) return { ...name, state: 'pass', now, advice: null, checkedAt: at };
  return { ...name, state: answering > 0 || verdict === 'starting' ? 'warn' : 'fail', now, advice, checkedAt: at };
};

const acknowledgement: Check = ({ at, shards: all }, limits) => {
  const withinMs = patience(limits.acknowledgeWithinMs, limits);
  const name = {
    key: 'heartbeat_acknowledgement',
    name: 'Heartbeats',
    limit: `warns after ${duration(withinMs)}`,
  };
  if (all.every(({ heartbeatSentAt }) => heartbeatSentAt === null)) return notKnown(name);
  const waitingMs = Math.max(...all.map((shard) => unacknowledgedMs(shard, at) ?? 0));
  if (waitingMs <= withinMs) return { ...name, state: 'pass', now: 'in time', advice: null, checkedAt: at };
  const advice = 'Wait: the connection is given up and opened anew, within two minutes.';
  return { ...name, state: 'warn', now: `none for ${duration(waitingMs)}`, advice, checkedAt: at };
};

const canary: Check = ({ at, shards: all }, limits) => {
  const limit = `warns when one is unanswered for ${duration(patience(limits.canaryWithinMs, limits))}`;
  const name = { key: 'canary', name: 'Canary round trip', limit };
  const sent = all.filter(({ connection, canary: { sentAt } }) => connection === 'connected' && sentAt !== null);
  if (sent.length === 0) return notKnown(name);
  const checkedAt = Math.max(...sent.map(({ canary: { answeredAt } }) => answeredAt ?? 0)) || null;
  const silent = sent.filter((shard) => missedCanaries(shard, limits, at) > 0);
  if (silent.length > 0) {
    const advice = 'Nothing to do here: a shard that does not answer twice in a row is connected anew.';
    return { ...name, state: 'warn', now: `${counted(silent.length, 'shard')} silent`, advice, checkedAt };
  }
  const trips = sent.flatMap(({ canary: { roundTripMs } }) => roundTripMs ?? []);
  if (trips.length === 0) return notKnown(name);
  return { ...name, state: 'pass', now: `${Math.round(Math.max(...trips))} ms`, advice: null, checkedAt };
};

const latency: Check = ({ figures: { latencyP95Ms, latencyAt }, breaches }, limits) => {
  const limit = `warns above ${limits.latencyMs.toLocaleString('en-GB')} ms`;
  const name: LimitName = { key: 'gateway_latency', name: 'Gateway latency p95', limit };
  if (latencyP95Ms === null) return notKnown(name);
  const now = `${latencyP95Ms.toLocaleString('en-GB')} ms`;
  return judged(breaches, name, { now, checkedAt: latencyAt });
};

const guilds: Check = ({ at, figures: { answeringShardCount, guildCount, unavailableGuildCount: away } }) => {
  const name = { key: 'guilds', name: 'Servers available', limit: 'warns while Discord cannot serve one' };
  if (guildCount === null) return notKnown(name);
  if (answeringShardCount === 0) {
    return {
      ...name,
      state: 'off',
      now: `${guildCount.toLocaleString('en-GB')} when last known`,
      advice: null,
      checkedAt: null,
    };
  }
  const now = `${(guildCount - away).toLocaleString('en-GB')} of ${guildCount.toLocaleString('en-GB')}`;
  const advice = away > 0 ? 'Nothing to do here: Discord brings the servers back.' : null;
  return { ...name, state: away > 0 ? 'warn' : 'pass', now, advice, checkedAt: at };
};

const intents: Check = ({ snapshot: { application } }) => {
  const name = { key: 'intents', name: 'Gateway intents', limit: 'warns when the code listens for what never comes' };
  if (!application) return notKnown(name);
  const { intentGaps, intents: asked, seenAt } = application;
  const [first] = intentGaps;
  if (!first)
    return { ...name, state: 'pass', now: `${asked.length} asked for, enough`, advice: null, checkedAt: seenAt };
  const others = intentGaps.length > 1 ? `, and ${intentGaps.length - 1} more` : '';
  const now = `${gapWords(first)}${others}`;
  return { ...name, state: 'warn', now, advice: gapWayOut(first), checkedAt: seenAt };
};

const commands: Check = ({ snapshot: { commandSync } }) => {
  const name = { key: 'commands', name: 'Slash commands', limit: 'warns when one is new or changed' };
  if (!commandSync) return notKnown(name);
  const { commandCount, problem, comparedAt: checkedAt, differences } = commandSync;
  const words = driftWords(commandSync);
  const now = differences.length === 0 ? `${commandCount} in step` : words;
  if (problem) return { ...name, state: 'warn', now: 'not in step', advice: explain(problem).wayOut, checkedAt };
  // What is only at Discord may belong to another program with the same bot: a person has to know.
  const isPass = differences.every(({ kind }) => kind === 'only_at_discord');
  const advice =
    commandSync.mode === 'off' ? 'Set COMMAND_SYNC to manual, and sync the commands.' : 'Sync the commands.';
  return { ...name, state: isPass ? 'pass' : 'warn', now, advice: isPass ? null : advice, checkedAt };
};

const secondInstance: Check = ({ suspicion, snapshot: { sessionStarts } }) => {
  const name = { key: 'second_instance', name: 'Same token elsewhere', limit: 'warns at signs of the last hour' };
  if (suspicion) {
    const { evidence, wayOut, signs } = suspicion;
    const checkedAt = Math.max(...signs.map(({ lastAt }) => lastAt));
    return { ...name, state: 'warn', now: 'likely', advice: `${evidence}. ${wayOut}`, checkedAt };
  }
  if (!sessionStarts) return notKnown(name);
  return { ...name, state: 'pass', now: 'no sign', advice: null, checkedAt: sessionStarts.askedAt };
};

/** What stands between the bot and Discord. */
export const discordChecks: readonly Check[] = [
  signIn,
  shards,
  acknowledgement,
  canary,
  latency,
  guilds,
  intents,
  commands,
  secondInstance,
];
