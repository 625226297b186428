/** Whether `route` (`GET /users/@me`) is one that `pattern` means: `*` is any method or one part, `**` any rest, even none. */
export function matchesRoute(pattern: string, route: string): boolean {
  const [wantedMethod = '', wantedPath = ''] = pattern.split(' ');
  const [method = '', path = ''] = route.split(' ');
  if (wantedMethod !== '*' && wantedMethod !== method) return false;
  const wanted = partsOf(wantedPath);
  const parts = partsOf(path);
  const isOpen = wanted.at(-1) === '**';
  if (isOpen) wanted.pop();
  if (isOpen ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((want, index) => want === '*' || /^(:|\{)/.test(want) || want === parts[index]);
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
