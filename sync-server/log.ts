/**
 * The server's log: JSON lines on standard output. Never words of messages, never tokens, tickets or passwords (T39):
 * what could hold one is cut out by name, and nobody logs bodies.
 */
import { pino, type DestinationStream } from 'pino';

export interface Log {
  note(sentence: string, about?: Record<string, string | number>): void;
  warn(sentence: string, about?: Record<string, string | number>): void;
  fault(where: string, error: unknown, about?: Record<string, string>): void;
}

const secretNames = ['ticket', 'token', 'password', 'cookie', 'authorization', 'text', 'email'];

export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[cut]' },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    note: (sentence, about = {}) => logger.info(about, sentence),
    warn: (sentence, about = {}) => logger.warn(about, sentence),
    fault(where, error, about = {}) {
      logger.error(
        { ...about, where, cause: causeOf(error) },
        'something failed; the process goes on',
      );
    },
  };
}

/** Where and what, without the message's own words beyond the first line. */
function causeOf(error: unknown): { name: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: 'unknown', message: typeof error };
  const { name, message, stack } = error;
  return {
    name,
    message: message.split('\n', 1)[0]!.slice(0, 300),
    ...(stack !== undefined && { stack }),
  };
}
