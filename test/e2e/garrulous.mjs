/**
 * Loaded into the program before everything else (NODE_OPTIONS=--import): each SIGUSR2 makes two errors that nobody
 * catches and whose words, causes and stacks hold what SAID holds, as those of a careless library would.
 */
const said = process.env.SAID;
process.on('SIGUSR2', () => {
  void Promise.reject(new Error(`Could not reach ${said}`, { cause: new Error(`Refused: ${said}`) }));
  void Promise.reject(Object.assign(new Error('Unknown webhook'), { stack: `Error: at ${said}`, url: said }));
});
