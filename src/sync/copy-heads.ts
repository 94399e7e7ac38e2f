/** What copies are on this device and how much room they take, without their bytes. */
import type { CopyHead, LocalStore } from './local-store.ts';

export class CopyHeads {
  readonly #byRoom = new Map<string, CopyHead>();
  #bytes = 0;

  static async in(store: LocalStore): Promise<CopyHeads> {
    const heads = new CopyHeads();
    for (const head of await store.all('copyHeads')) heads.put(head);
    return heads;
  }

  get bytes(): number {
    return this.#bytes;
  }
  has(room: string): boolean {
    return this.#byRoom.has(room);
  }
  /** Entries in the copy of a room; 0 where there is none. */
  entriesOf(room: string): number {
    return this.#byRoom.get(room)?.entries ?? 0;
  }
  all(): CopyHead[] {
    return [...this.#byRoom.values()];
  }
  put(head: CopyHead): void {
    this.drop(head.room);
    this.#byRoom.set(head.room, head);
    this.#bytes += head.bytes ?? 0;
  }
  drop(room: string): void {
    this.#bytes -= this.#byRoom.get(room)?.bytes ?? 0;
    this.#byRoom.delete(room);
  }
}
