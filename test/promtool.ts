import { spawnSync } from 'node:child_process';

const isInstalled = spawnSync('promtool', ['--version']).status === 0;

/** Without Prometheus's own tool these tests are skipped, and their titles say so; a machine that sets CI must have it. */
export const isWithoutPromtool = !isInstalled && !process.env['CI'];
export const byPromtool = isWithoutPromtool ? 'by promtool (skipped: apt install prometheus)' : 'by promtool';

/** What Prometheus's own tool finds wrong, its remarks on style included; empty when it is content. */
export function complaints(args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  if (error) return String(error);
  return status === 0 ? stderr : `${stdout}${stderr}`;
}
