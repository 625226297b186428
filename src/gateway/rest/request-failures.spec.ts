import { Routes } from 'discord.js';
import { type RestScene, restScene } from '../../../test/rest-scene.js';
import { waitFor } from '../../../test/e2e/start.js';
import type { FailedRequest } from '../../model/failed-request.js';

const failures = ({ events }: RestScene): readonly FailedRequest[] =>
  events.flatMap((event) => (event.type === 'request.failed' ? [event.request] : []));

describe.concurrent('a request that goes wrong', () => {
  it('is told with the code of Discord', async (test) => {
    const scene = await restScene(test);
    await scene.client.rest.get(Routes.channel('1187402291846283264')).catch(() => undefined);

    expect(await waitFor(() => failures(scene).length > 0 && failures(scene))).toEqual([
      { route: 'GET /channels/:id', status: null, code: 50_001, retryAfterMs: null },
    ]);
  });

  it('is told each time that Discord fails', async (test) => {
    const scene = await restScene(test, {}, 100);
    scene.discord.begin({ fault: 'rest.status', status: 500, limit: { count: 1 } });
    await scene.me();

    expect(failures(scene)).toEqual([{ route: 'GET /users/@me', status: 500, code: null, retryAfterMs: null }]);
  });

  it('is told with those of interactions where it is an answer to one', async (test) => {
    const scene = await restScene(test);
    await scene.acknowledge().catch(() => undefined);
    await scene.me();

    expect(failures(scene)).toEqual([]);
  });
});
