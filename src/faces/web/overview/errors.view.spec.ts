import { commandUse, commandsMeasured, statusOf } from '../../../../test/make.js';
import type { CommandFailure } from '../../../model/command-failure.js';
import type { CommandUse, UseFigures } from '../../../model/command-use.js';
import { type ErrorsView, errorsView } from './errors.view.js';

const late: CommandFailure = {
  ...{ kind: 'late', at: 0, afterMs: 3_412, code: 10_062, error: null, guildId: '1', shardId: 0 },
};

function use(name: string, figures: Partial<UseFigures>, failure: Partial<CommandFailure> | null = {}): CommandUse {
  return { ...commandUse(name, { uses: 20, ...figures }), lastFailure: failure && { ...late, ...failure } };
}

function errors(...uses: readonly CommandUse[]): ErrorsView {
  return errorsView(statusOf([commandsMeasured(uses)]), (id) => (id === '1' ? 'Night owls' : null));
}

describe('the errors of commands on the overview', () => {
  it('say what went wrong the last time, where, and how often in the last hour', () => {
    const [row] = errors(use('/play', { late: 13, failed: 1, troubled: 14 })).rows;

    expect(row).toMatchObject({
      command: '/play',
      words: 'Answered after 3.4\u00a0s, the deadline is 3\u00a0s (10062 Unknown interaction)',
      kinds: '13\u00a0late, 1\u00a0failed',
      guildName: 'Night owls',
      times: '14 times',
    });
  });

  it('begin with the newest, and leave out what is older than an hour', () => {
    const [ban, play] = [use('/ban', { troubled: 1 }, { at: 5 }), use('/play', { troubled: 3 }, { at: 9 })];
    const before = { ...use('/old', {}), sinceStart: { ...ban.sinceStart, troubled: 9 } };

    expect(errors(ban, play, before).rows.map(({ command }) => command)).toEqual(['/play', '/ban']);
  });

  it('tell a server that the bot has left from none at all', () => {
    const [left, direct] = errors(
      use('/a', { troubled: 1 }, { guildId: '2' }),
      use('/b', { troubled: 1 }, { guildId: null }),
    ).rows;

    expect(left).toMatchObject({ guildName: null, isDirect: false });
    expect(direct).toMatchObject({ guildName: null, isDirect: true });
  });

  it('say that there are none, or that nobody has used a command', () => {
    expect(errors(use('/play', {}, null)).empty.title).toBe('No command has failed in the last hour');
    expect(errors().empty.title).toBe('Nobody has used a command yet');
  });
});
