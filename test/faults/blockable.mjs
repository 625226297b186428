/**
 * Loaded into the program before everything else (NODE_OPTIONS=--import): each SIGUSR2 blocks its event loop for
 * BLOCK_MS milliseconds, as a command would that computes without a pause.
 */
const still = new Int32Array(new SharedArrayBuffer(4));
process.on('SIGUSR2', () => Atomics.wait(still, 0, 0, Number(process.env.BLOCK_MS)));
