/**
 * Folders for tests of adapters: in memory where the machine has such a place. What is proved here is what the
 * adapters do, not how fast a disk syncs, and hundreds of stores are opened.
 */
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function newFolder(): Promise<string> {
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtemp(join(place, 'parley-test-'));
}
