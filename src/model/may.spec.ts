import { describe, expect, it } from 'vitest';
import { type Deed, leastRole, may, publicViews } from './may.js';
import { roles } from './role.js';
import { type Who, anybody } from './who.js';

const deeds = Object.keys(leastRole) as Deed[];
const looks = deeds.filter((deed) => deed.startsWith('look.'));

function somebody(role: Who['role']): Who {
  return { kind: 'person', id: '1', name: 'Ada', role };
}

describe('who may do what', () => {
  it('gives an anonymous reader nothing unless something is public', () => {
    expect(deeds.filter((deed) => may(anybody, deed, 'none'))).toEqual([]);
  });

  it('shows the status without names when the status is public', () => {
    expect(deeds.filter((deed) => may(anybody, deed, 'status'))).toEqual(['look.status']);
  });

  it('lets the public look at everything and act on nothing when everything is public', () => {
    expect(deeds.filter((deed) => may(anybody, deed, 'full'))).toEqual(looks);
  });

  it('treats a person without a role like anybody', () => {
    for (const view of publicViews) {
      for (const deed of deeds) expect(may(somebody(null), deed, view)).toBe(may(anybody, deed, view));
    }
  });

  it('lets a viewer look and not act', () => {
    const allowed = deeds.filter((deed) => may(somebody('viewer'), deed, 'none'));

    expect(allowed).toEqual([...looks, 'sessions.own']);
  });

  it('never takes from a higher role what a lower one has', () => {
    for (const deed of deeds) {
      const allowed = roles.map((role) => may(somebody(role), deed, 'none'));
      expect(allowed).toEqual([...allowed].sort((a, b) => Number(a) - Number(b)));
      expect(allowed.at(-1)).toBe(true);
    }
  });

  it('keeps people, keys, settings and leaving a server for admins', () => {
    const deedsOfAdmins = deeds.filter((deed) => !may(somebody('operator'), deed, 'full'));

    expect(deedsOfAdmins).toEqual([
      'shard.identify.forced',
      'guild.leave',
      'settings.read',
      'sessions.manage',
      'keys.manage',
      'people.manage',
    ]);
  });
});
