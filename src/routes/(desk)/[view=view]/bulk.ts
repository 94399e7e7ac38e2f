/** How much one action may carry without a connection (SPEC L10): an outbox of a few seconds to send. */
export const bulkMostOffline = 500;

/** Those of the ids that the order does not have. */
export function missingFrom(order: readonly string[], ids: readonly string[]): string[] {
  const known = new Set(order);
  return ids.filter((id) => !known.has(id));
}
