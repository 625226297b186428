/**
 * Runs the tests, as `vitest run` does with the same arguments. Most of them start programs and judge what these do in
 * time, and a machine that is busy with other things can disturb that: where at most five files failed beside the
 * others, each is tried once more, alone. One that passes only then is named at the end: it is a bug to mend.
 */
import { createVitest, parseCLI } from 'vitest/node';

const MOST_SECOND_TRIES = 5;

process.env.NODE_ENV ??= 'test';
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await createVitest('test', options);
const failedOf = ({ testModules }) => testModules.filter((file) => file.state() === 'failed');

/** Each of the files alone; what a run returns is how all files ended last. */
async function tryOnceMore(files) {
  const runs = [];
  for (const file of files) {
    vitest.logger.log(`\nOnce more, alone: ${file.relativeModuleId}`);
    runs.push(await vitest.runTestSpecifications([file.toTestSpecification()]));
  }
  const isQuiet = runs.every(({ unhandledErrors }) => unhandledErrors.length === 0);
  process.exitCode = isQuiet && failedOf(runs.at(-1)).length === 0 ? 0 : 1;
}

try {
  const run = await vitest.start(filter);
  const failed = failedOf(run);
  const isFew = failed.length > 0 && failed.length <= MOST_SECOND_TRIES;
  if (isFew && run.unhandledErrors.length === 0) await tryOnceMore(failed);
} catch (error) {
  vitest.logger.error(error.code === 'VITEST_FILES_NOT_FOUND' ? error.message : error);
  process.exitCode = 1;
} finally {
  await vitest.close();
}
