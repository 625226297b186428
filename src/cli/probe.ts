import { loadSettings } from '../config/environment.js';
import { WebSettings } from '../config/web.settings.js';

/** Milliseconds the program has for its answer. */
const ANSWER_WITHIN_MS = 3_000;
const PROBES = ['live', 'ready', 'startup', 'bot'];
const EX_USAGE = 64;

/**
 * Asks a probe of the program on this machine: `node dist/cli/probe.js live`. Ends with 0 when it passes.
 * For containers, whose orchestrator cannot reach a loopback address and whose image has no curl.
 */
async function probe(name: string): Promise<number> {
  if (!PROBES.includes(name)) {
    process.stderr.write(`Usage: probe.js ${PROBES.join('|')}\n`);
    return EX_USAGE;
  }
  const [{ host, port }] = loadSettings([WebSettings], process.env);
  const address = host.includes(':') ? `[${host}]` : host;
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(`http://${address}:${port}/health/${name}`, { signal });
    process.stdout.write(`${name}: ${response.status}\n`);
    return response.ok ? 0 : 1;
  } catch {
    process.stdout.write(`${name}: no answer\n`);
    return 1;
  }
}

process.exitCode = await probe(process.argv[2] ?? '');
