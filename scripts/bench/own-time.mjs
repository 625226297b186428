/** Which part of a profile is spent in our own code. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { here } from './children.mjs';

const ours = pathToFileURL(here('../../dist/')).href;

/** @returns nanoseconds an event in functions of our own, by the room, and in all; none of what they call */
export function ownTime(path, events) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8'));
  const folders = new Map();
  for (const { id, callFrame } of nodes)
    if (callFrame.url.startsWith(ours)) folders.set(id, roomOf(callFrame.url.slice(ours.length)));
  const ns = new Map();
  samples.forEach((id, at) => {
    const folder = folders.get(id);
    if (folder && folder !== 'packages') ns.set(folder, (ns.get(folder) ?? 0) + (timeDeltas[at] * 1_000) / events);
  });
  const inAll = [...ns.values()].reduce((sum, one) => sum + one, 0);
  return { inAll, byFolder: [...ns].sort(([, a], [, b]) => b - a) };
}

/** In the bundle a room is a chunk: `bundle/gateway.js`, or `bundle/config2.js` where it has several. */
function roomOf(path) {
  const [folder, chunk = ''] = path.split('/');
  return folder === 'bundle' ? chunk.replace(/\d*\.js$/, '') : folder;
}
