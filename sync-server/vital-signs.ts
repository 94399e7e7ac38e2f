/**
 * Whether the other end of a line still lives and still reads. Looked at once a second for all lines, so that a line
 * needs no timer of its own. RELIABILITY B19, B25, F6, F7.
 */
import { limits } from '#domain/limits.ts';
import type { CloseName } from '#domain/wire.ts';
import type { Line } from './line.ts';
import { emptyAwareness } from './messages.ts';

/** A ping or a pong came. Says why the line must end, or null. */
export function signOfLife(line: Line, sign: 'ping' | 'pong', now: number): CloseName | null {
  line.heardAtMs = now;
  return sign === 'ping' && ++line.pings > limits.pingsPer10s ? 'rate' : null;
}

/** Pings, keeps stock clients from giving up, and says why the line must end, or null. `now` is monotonic. */
export function checkSigns(line: Line, now: number): CloseName | null {
  const { state, socket } = line;
  if (state.kind === 'greeting' && now >= state.untilMs) return 'signIn';
  // Counted down rather than cleared, so that no second is special (B25).
  line.pings = Math.max(0, line.pings - limits.pingsPer10s / 10);

  if (socket.ping && now - line.pingedAtMs >= limits.pingEveryMs) {
    line.pingedAtMs = now;
    socket.ping();
  } else if (isSilent(line, now)) return 'tooSlow';

  if (line.isStock && state.kind === 'open' && now - line.stirredAtMs >= limits.idleAwarenessMs) {
    line.stirredAtMs = now;
    socket.send(emptyAwareness);
  }
  return null;
}

/** Pinged, and nothing was heard since, for longer than an answer takes (F7). */
function isSilent({ socket, heardAtMs, pingedAtMs }: Line, now: number): boolean {
  return (
    socket.ping !== undefined && heardAtMs < pingedAtMs && now - pingedAtMs >= limits.pongWithinMs
  );
}

/**
 * F6: over 1 MB nothing new is added; when it has drained, one diff is due; over 8 MB or for 30 s, the end.
 * `slow`: leave it alone.
 */
export function checkReading(line: Line, now: number): 'reads' | 'slow' | 'tooSlow' {
  const { bufferedBytes } = line.socket;
  if (bufferedBytes > limits.bufferedBytesHard) return 'tooSlow';
  if (bufferedBytes > limits.bufferedBytesSoft) line.slowSinceMs ??= now;
  if (line.slowSinceMs === null) return 'reads';
  if (bufferedBytes <= limits.bufferedBytesSoft / 4) {
    line.slowSinceMs = null;
    return 'reads';
  }
  return now - line.slowSinceMs >= limits.bufferedForMs ? 'tooSlow' : 'slow';
}
