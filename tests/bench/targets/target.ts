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
  /** What was heard until caught up, unpacked, and how many bytes that was on the wire. */
  readonly first: Uint8Array;
  readonly firstSyncBytes: number;
  cut(): void;
}

export interface Conversation {
  /** Resolves when caught up from the first `known` messages, which the seat says it has. */
  writer(known: number): Promise<Seat>;
  reader(known: number): Promise<Seat>;
}

export interface Message {
  id: string;
}

export interface Installation {
  readonly server: Server;
  /** Makes `count` more conversations. Each call gives new ones. */
  conversations(count: number): Promise<Conversation[]>;
  /** Stops or kills the server and starts it again over what it kept. Conversations stay usable. */
  restart(how: 'stop' | 'kill'): Promise<void>;
  /** The messages in a payload that a reader heard. */
  messagesIn(payload: Uint8Array): Message[];
  stop(): Promise<void>;
}

export interface Target {
  readonly name: 'relay' | 'durable' | 'reference' | 'parley';
  /** Throws with a sentence if it cannot run on this machine. */
  prepare(): Promise<void>;
  /** `folder` is empty and goes when the workload ends. */
  install(folder: string): Promise<Installation>;
}

/** Sits down as a newcomer and waits for what is stored: some answer first and read their store afterwards. */
export async function readAll(
  installation: Installation,
  conversation: Conversation,
): Promise<{ messages: Message[]; bytes: number }> {
  const reader = await conversation.reader(0);
  let payload = reader.first;
  let bytes = reader.firstSyncBytes;
  if (installation.messagesIn(payload).length === 0) {
    const later = new Promise<void>((resolve) => {
      reader.onSeen = (_count, update) => {
        payload = Uint8Array.from(update);
        bytes += update.length;
        resolve();
      };
    });
    await Promise.race([later, new Promise((resolve) => setTimeout(resolve, 2000))]);
  }
  reader.cut();
  return { messages: installation.messagesIn(payload), bytes };
}
