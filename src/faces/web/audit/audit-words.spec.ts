import { auditWords } from './audit-words.js';

const titleOf = (
  ...[deed, target, after = null]: [Parameters<typeof auditWords>[0]['deed'], string, (string | null)?]
) => auditWords({ deed, target, after }).title;

describe('the words of an entry of the audit', () => {
  it('say which of two was done', () => {
    expect(titleOf('reconnecting.pause', 'reconnecting', 'paused')).toBe('Pause reconnecting');
    expect(titleOf('reconnecting.pause', 'reconnecting', 'on')).toBe('Continue reconnecting');
    expect(titleOf('maintenance.set', 'maintenance', 'for 3 min')).toBe('Begin maintenance');
    expect(titleOf('maintenance.set', 'maintenance', 'none')).toBe('End maintenance');
  });

  it('say to what something was set', () => {
    expect(titleOf('presence.set', 'presence', 'idle, "Back at \u202Enoon"')).toBe(
      'Set presence: idle, "Back at noon"',
    );
    expect(titleOf('loglevel.set', 'log level', 'debug for 30 min')).toBe('Set log level: debug for 30 min');
  });

  it('say what was wanted where only the route is known', () => {
    expect(titleOf('guild.leave', 'POST /api/v1/actions/departures')).toBe('Leave a server');
    expect(titleOf('maintenance.set', 'POST /actions/maintenance')).toBe('Begin or end: maintenance');
    expect(titleOf('request', 'POST /signin/demo')).toBe('Ask for: POST /signin/demo');
  });
});
