/**
 * Merging two conversations and taking it back: one entry in each log, the second not before the first is accepted. The
 * first alone already says all; the second is for whoever reads the other log (SPEC C15).
 */
import type { Desk } from '../desk/desk.svelte.ts';

interface Pair {
  /** Whose entries are shown elsewhere. */
  source: string;
  /** In whose thread. */
  target: string;
}

export async function merge(desk: Pick<Desk, 'write'>, { source, target }: Pair): Promise<void> {
  const after = await desk.write(source, { kind: 'merged', with: target, side: 'into' });
  await desk.write(target, { kind: 'merged', with: source, side: 'from', after });
}

export async function unmerge(desk: Pick<Desk, 'write'>, { source, target }: Pair): Promise<void> {
  const after = await desk.write(source, { kind: 'unmerged', with: target });
  await desk.write(target, { kind: 'unmerged', with: source, after });
}
