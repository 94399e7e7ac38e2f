/**
 * Sends the outbox (SPEC O5): in order within a log (a conversation's, a record's), at most 20 unanswered entries or 32 KB, until each row
 * has its final answer. Runs in the leading tab only. Sending a row twice is harmless, because the same id gets the
 * same answer; so what a dead page or line left unanswered is simply sent again.
 */
import { limits } from '#domain/limits.ts';
import type { Answer } from '#domain/model.ts';
import { messageType, type Answers, type Submit } from '#domain/wire.ts';
import type { Environment } from './environment.ts';
import type { Line } from './line.ts';
import { logOf, type OutboxRows, type PendingRow } from './outbox.ts';

/** A socket that stays shut this long while requests get through is being blocked (F9). */
const blockedAfterMs = 8_000;
/** Longer than any commit: the answer is lost, not late. */
const answerWithinMs = 30_000;
const retryAtLeastMs = 100;

/** Returns the end of it. */
export function startSubmitter(
  environment: Environment,
  line: Line,
  outbox: OutboxRows,
): () => void {
  const unanswered = new Map<string, PendingRow>();
  /** Logs that were told "later", until then (monotonic). */
  const pausedUntil = new Map<string, number>();
  let stopped = false;
  let downSince: number | null = environment.monotonic();
  let isPosting = false;

  /** As many rows as may go out now. A log's rows follow each other only after their answers. */
  const nextBatch = (): PendingRow[] => {
    const rows = [...unanswered.values()];
    const busy = new Set(rows.map(logOf));
    let bytes = rows.reduce((sum, row) => sum + bytesOf(row), 0);
    const batch: PendingRow[] = [];
    for (const row of outbox.waiting()) {
      const pausedFor = (pausedUntil.get(logOf(row)) ?? 0) - environment.monotonic();
      if (unanswered.has(row.entry.id) || busy.has(logOf(row)) || pausedFor > 0) continue;
      const count = unanswered.size + batch.length;
      const isFull =
        count >= limits.unansweredEntries || bytes + bytesOf(row) > limits.unansweredBytes;
      // One that is larger than the window goes alone.
      if (isFull && count > 0) break;
      batch.push(row);
      bytes += bytesOf(row);
    }
    return batch;
  };

  const pump = () => {
    if (stopped || line.session.current === null) return;
    const batch = nextBatch();
    if (batch.length === 0) return;
    for (const row of batch) unanswered.set(row.entry.id, row);
    line.send(messageType.submit, submitOf(batch));
    line.probe();
    environment.timer(answerWithinMs, () => {
      for (const row of batch) unanswered.delete(row.entry.id);
      pump();
    });
  };

  const take = async (answers: readonly Answer[]) => {
    for (const answer of answers) {
      const row = unanswered.get(answer.id);
      if (answer.state !== 'later' || row === undefined) continue;
      const inMs = Math.max(retryAtLeastMs, answer.retryAfterMs);
      pausedUntil.set(logOf(row), environment.monotonic() + inMs);
      environment.timer(inMs, pump);
    }
    await outbox.settle(answers);
    for (const answer of answers) unanswered.delete(answer.id);
    pump();
  };

  const submitOf = (batch: readonly PendingRow[]): Submit => {
    const aheadMs = line.clock.measuredMs();
    return {
      ...(aheadMs === null ? { deviceNowMs: environment.now() } : { aheadMs }),
      entries: batch.map((row) => outbox.entryOf(row)),
    };
  };

  /** When only the socket is blocked, entries leave over HTTP, a batch at each failed attempt of the line. */
  const post = async () => {
    const isBlocked = downSince !== null && environment.monotonic() - downSince > blockedAfterMs;
    const batch = nextBatch();
    if (stopped || isPosting || !isBlocked || batch.length === 0) return;
    isPosting = true;
    try {
      const ticket = await line.ticket();
      if (ticket === null) return;
      const { status, body } = await environment.post('/api/entries', submitOf(batch), {
        authorization: `Bearer ${ticket}`,
      });
      if (status === 200) await take((body as Answers).answers);
    } catch {
      // No network at all: the line goes on trying.
    } finally {
      isPosting = false;
    }
  };

  const sessionChanged = () => {
    unanswered.clear();
    downSince = line.session.current === null ? (downSince ?? environment.monotonic()) : null;
    pump();
  };
  const ends = [
    line.session.subscribe(sessionChanged),
    line.onMessage(messageType.answer, (body) => {
      line.answered();
      void take((body as Answers).answers);
    }),
    line.onAttemptFailed(() => void post()),
    outbox.rows.subscribe(pump),
  ];
  pump();
  return () => {
    stopped = true;
    for (const end of ends) end();
  };
}

function bytesOf(row: PendingRow): number {
  return new TextEncoder().encode(JSON.stringify(row.entry)).length;
}
