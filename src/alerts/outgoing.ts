import { Injectable } from '@nestjs/common';
import { type ClientRequest, type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { AlertSettings } from '../config/alert.settings.js';
import { type Forbidden, forbiddenHost } from '../config/forbidden-address.js';
import { VERSION } from '../config/versions.js';
import { refusalIn } from './answer.js';
import { checkedLookup } from './checked-lookup.js';
import { Undelivered } from './undelivered.js';

/** Milliseconds for all of it: name, connection, request and answer. Real ones, whatever the time factor. */
const ALL_WITHIN_MS = 5_000;
/** Bytes of an answer that are read, so that its connection ends in order. */
const MOST_READ = 65_536;

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

const forbiddenWords: Readonly<Record<Forbidden, string>> = {
  loopback: 'is on this machine, and ALERT_LOOPBACK does not allow that',
  never: 'has a link-local, multicast or reserved address: nothing is sent there',
};

const codeWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection (ECONNREFUSED)',
  ECONNRESET: 'cuts the connection (ECONNRESET)',
  ENOTFOUND: 'has a name that nobody knows (ENOTFOUND)',
  EAI_AGAIN: 'has a name that cannot be looked up now (EAI_AGAIN)',
};

/** Sends to addresses that a person has set: to nowhere else, for 5 s at most, and following no redirects. */
@Injectable()
export class Outgoing {
  constructor(private readonly settings: AlertSettings) {}

  /** Resolves when the receiver has taken it. @throws {Undelivered} */
  async send({ method, url, headers = {}, body, signal }: OutgoingRequest): Promise<void> {
    const target = new URL(url);
    const refusal = this.refusal(forbiddenHost(target.hostname));
    if (refusal) throw refusal;
    const deadline = AbortSignal.timeout(ALL_WITHIN_MS);
    const request = (target.protocol === 'https:' ? secure : plain)(target, {
      method,
      agent: false, // a connection of its own, to an address that has just been looked at
      lookup: checkedLookup((what) => this.refusal(what)),
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
      headers: { 'user-agent': `Shardwatch/${VERSION}`, ...headers },
    });
    let isConnected = false;
    request.once('socket', (socket) => {
      socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    try {
      const answer = await answerTo(request, body);
      drain(answer);
      const failure = refusalIn(answer);
      if (failure) throw failure;
    } catch (error) {
      throw undelivered(error, { isConnected, isLate: deadline.aborted });
    }
  }

  private refusal(what: Forbidden | null): Undelivered | null {
    if (what === null || (what === 'loopback' && this.settings.mayUseLoopback)) return null;
    return new Undelivered(forbiddenWords[what], 'refused');
  }
}

function answerTo(request: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject); // also those after the answer: nobody else hears them
    request.end(body);
  });
}

/** Nobody reads an answer's body, and a long one is cut off; the message has been taken or not by then. */
function drain(answer: IncomingMessage): void {
  let read = 0;
  answer.on('error', () => undefined);
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_READ) answer.destroy();
  });
}

function undelivered(error: unknown, { isConnected, isLate }: { isConnected: boolean; isLate: boolean }): Undelivered {
  if (error instanceof Undelivered) return error;
  const failure = isConnected ? 'unanswered' : 'unreachable';
  if (isLate) return new Undelivered(`does not ${isConnected ? 'answer' : 'let us connect'} within 5 s`, failure);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ABORT_ERR') return new Undelivered('had no time left to answer', failure);
  if (/CERT|ALTNAME|SELF_SIGNED/.test(code))
    return new Undelivered(`has a certificate that is not trusted (${code})`, failure);
  return new Undelivered(codeWords[code] ?? `cannot be reached (${code})`, failure);
}
