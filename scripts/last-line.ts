// A reporter for Vitest and Playwright alike: after all else, one line with the counts, the same
// line `npm test` ends with. A flaky test (passed on a retry) counts as passed.

import type { FullResult, Reporter as PlaywrightReporter, Suite } from '@playwright/test/reporter';
import type { Reporter as VitestReporter, TestModule } from 'vitest/node';

export class LastLine implements VitestReporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let skipped = 0;
    let failed = errors.length;
    for (const module of modules) {
      // A file that could not be read has no tests to count.
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
    }
    print(passed, failed, skipped);
  }
}

/** Playwright constructs its reporters itself, from a file's default export. */
export default class PlaywrightLastLine implements PlaywrightReporter {
  private suite: Suite | null = null;
  private errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onError(): void {
    this.errors += 1;
  }

  onEnd(_result: FullResult): void {
    let passed = 0;
    let skipped = 0;
    let failed = this.errors;
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'unexpected') failed += 1;
      else if (outcome === 'skipped') skipped += 1;
      else passed += 1;
    }
    print(passed, failed, skipped);
  }

  printsToStdio(): boolean {
    return true;
  }
}

function print(passed: number, failed: number, skipped: number): void {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
}
