import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with one line for machines: `N passed, N failed`, and `, N skipped` where tests were skipped. Of a file
 * that ran twice the second time counts, and it is named.
 */
export default class ClosingLineReporter implements Reporter {
  private readonly files = new Map<string, TestModule>();
  private readonly secondTries = new Set<string>();

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    for (const module of modules) {
      if (this.files.has(module.moduleId)) this.secondTries.add(module.relativeModuleId);
      this.files.set(module.moduleId, module);
    }
    const all = [...this.files.values()];
    const states = all.flatMap((module) => [...module.children.allTests()]).map((test) => test.result().state);
    const count = (state: string) => states.filter((one) => one === state).length;
    const broken = all.filter((module) => module.state() === 'failed' && module.errors().length > 0).length;
    const failed = count('failed') + broken + errors.length;
    const skipped = count('skipped') === 0 ? '' : `, ${count('skipped')} skipped`;
    for (const name of this.secondTries) process.stdout.write(`\nTried a second time, alone: ${name}\n`);
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed${skipped}\n`);
  }
}
