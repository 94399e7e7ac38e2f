/** What the server says it removed when a person was erased, as far as people want to read it (SPEC G2). Pure. */

export const removedKinds = ['conversations', 'messages', 'notes', 'files', 'fields'] as const;
export type RemovedKind = (typeof removedKinds)[number];

export interface Receipt {
  lines: readonly { what: RemovedKind; count: number }[];
  /** When the last backup that holds the person is gone; null where nothing is said of backups. */
  backupsUntilMs: number | null;
  /** Devices of colleagues that have not been here since: "Ben Okafor, Firefox · Linux". */
  pending: readonly string[];
  /** As it was signed, for whoever must keep it. */
  whole: unknown;
}

export function readReceipt(whole: Record<string, unknown>): Receipt {
  const receipt = isObject(whole['receipt']) ? whole['receipt'] : whole;
  const removed = isObject(receipt['removed']) ? receipt['removed'] : {};
  const lines = removedKinds.flatMap((what) => {
    const count = removed[what];
    return typeof count === 'number' && count > 0 ? [{ what, count }] : [];
  });
  const untilMs = receipt['backupsUntilMs'];
  return {
    lines,
    backupsUntilMs: typeof untilMs === 'number' ? untilMs : null,
    pending: pendingIn(receipt['devices']),
    whole: receipt,
  };
}

function pendingIn(devices: unknown): string[] {
  const pending = isObject(devices) && Array.isArray(devices['pending']) ? devices['pending'] : [];
  return (pending as unknown[])
    .filter(isObject)
    .map(({ agent, browser }) =>
      [agent, browser].filter((part) => typeof part === 'string' && part !== '').join(', '),
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
