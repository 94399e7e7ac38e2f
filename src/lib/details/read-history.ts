/** Asks the server what a contact's fields said before. Never throws: without a connection there is less to see. */
import type { HistoryLine } from '#domain/records/history.ts';

export type Told =
  | { kind: 'loading' }
  | { kind: 'lines'; lines: readonly HistoryLine[] }
  | { kind: 'offline' }
  | { kind: 'failed' };

const withinMs = 10_000;

export async function readHistory(contact: string): Promise<Told> {
  let response: Response;
  try {
    response = await fetch(`/api/records/contact/${contact}/history`, {
      signal: AbortSignal.timeout(withinMs),
    });
  } catch {
    return { kind: 'offline' };
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || typeof body !== 'object' || body === null) return { kind: 'failed' };
  const lines = 'history' in body ? body.history : null;
  return Array.isArray(lines)
    ? { kind: 'lines', lines: lines as HistoryLine[] }
    : { kind: 'failed' };
}
