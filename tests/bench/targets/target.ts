/**
 * What is compared. Every target can do the same: hold conversations, each with people in it who write and read.
 * How that is said in bytes is the target's own affair; workloads know only these types.
 */
import type { Server } from '../child.ts';

/** A place in one conversation: one socket, or one channel of a shared one. */
export interface Seat {
  /** Only in a writer's seat. The text is a chat line; what else a message needs, the target adds. */
  say(text: string): void;
  /** `count` messages arrived, in order. `payload` is valid during the call only. */
  onSeen: (count: number, payload: Uint8Array) => void;
  /** Bytes of everything heard until caught up. */
  readonly firstSyncBytes: number;
  cut(): void;
}

export interface Conversation {
  /** Resolves when caught up from the first `known` messages, which the seat says it has. */
  writer(known: number): Promise<Seat>;
  reader(known: number): Promise<Seat>;
}

export interface Installation {
  readonly server: Server;
  /** Makes `count` more conversations. Each call gives new ones. */
  conversations(count: number): Promise<Conversation[]>;
  /** Stops or kills the server and starts it again over what it kept. Conversations stay usable. */
  restart(how: 'stop' | 'kill'): Promise<void>;
  /** Ids of all messages that a newcomer to this conversation is shown. */
  stored(conversation: Conversation): Promise<Set<string>>;
  /** The ids in a payload that a reader heard. */
  idsIn(payload: Uint8Array): string[];
  stop(): Promise<void>;
}

export interface Target {
  readonly name: 'relay' | 'durable' | 'reference' | 'parley';
  /** Throws with a sentence if it cannot run on this machine. */
  prepare(): Promise<void>;
  /** `folder` is empty and goes when the workload ends. */
  install(folder: string): Promise<Installation>;
}

let made = 0;
/** UUIDs of version 7, as our clients make them: time first, so that indexes grow at their end. */
export function messageId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const count = (made++).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-8000-${count.slice(3)}${'000'}`;
}
