/**
 * Stands for whatever the options may rest on: knows every setting by its name, and is nothing where a hook of ours is
 * wanted (whoever calls it gets no options). So it does not matter in which order or grouping the parts are handed over.
 */
function whateverIsWanted(known) {
  const part = new Proxy(() => ({}), {
    get(_target, key) {
      if (key === Symbol.iterator) return () => Array(9).fill(part).values();
      return Object.hasOwn(known, key) ? known[key] : part;
    },
  });
  return part;
}

/**
 * The options our program makes its client with (intents, caches, all), but connections and requests are the library's own.
 *
 * @param known every setting and part of the connection by its name; what is not set is `null`
 */
export function bareOptions(clientOptions, known) {
  const part = whateverIsWanted(known);
  return { ...clientOptions(part, part, part, part), ws: {}, rest: { api: known.apiUrl } };
}
