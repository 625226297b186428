import { CommandScene } from '../../../test/command-scene.js';
import { menuCommand, plainCommand } from '../../../test/make-commands.js';
import { GLOBAL } from '../../model/command-drift.js';
import { EVERYWHERE } from '../../model/command-plan.js';

describe('new commands', () => {
  let scene: CommandScene;
  beforeEach(async () => {
    scene = await CommandScene.open();
  });
  afterEach(() => scene.close());

  it('are 200 new ones a day at most, counted over restarts', async () => {
    scene.put(GLOBAL, [plainCommand, menuCommand]);
    await scene.begin().start();
    await scene.begin('manual').compare();

    expect(scene.known.limits).toMatchObject([{ place: GLOBAL, commandCount: 1, mostCommands: 100, createsLeft: 198 }]);
  });

  it('are counted together with those that another program makes meanwhile, as the command line does', async () => {
    const [bot, commandLine] = [scene.begin('manual'), scene.begin('manual')];
    scene.put(GLOBAL, [plainCommand]);
    await commandLine.sync({ place: EVERYWHERE, isDeleting: false });
    scene.put(GLOBAL, [plainCommand, menuCommand]);
    await bot.sync({ place: EVERYWHERE, isDeleting: false });
    await commandLine.compare();

    expect(scene.known.limits).toMatchObject([{ createsLeft: 198 }]);
  });

  it('wait for tomorrow where somebody else has used up the 200 of today', async () => {
    for (const half of ['a', 'b']) await scene.overwrite(Array.from({ length: 100 }, (_, index) => `${half}${index}`));
    await scene.overwrite([]);
    scene.put(GLOBAL, [plainCommand]);
    const commands = scene.begin();
    const problem = await commands.start();
    const written = scene.written.length;
    await commands.sync({ place: EVERYWHERE, isDeleting: true });

    expect(problem?.detail).toBe('200 new commands a day are used up (30034)');
    expect(scene.known).toMatchObject({ limits: [{ createsLeft: 0 }], differences: [{ kind: 'only_in_code' }] });
    expect(scene.written).toHaveLength(written);
  });
});
