/** Stands for whatever of ours the options lead to; whoever calls it gets no options, whoever looks inside finds itself. */
const nothingOfOurs = new Proxy(() => ({}), {
  get: (_target, key) => (key === Symbol.iterator ? () => Array(9).fill(nothingOfOurs).values() : nothingOfOurs),
});

/** The options our program makes its client with (intents, caches, all), but connections and requests are the library's own. */
export function bareOptions(clientOptions, settings, connection) {
  return { ...clientOptions(settings, connection, nothingOfOurs), ws: {}, rest: { api: connection.apiUrl } };
}
