/** Which of the watched elements can be seen inside the frame right now, by the id each was watched with. */
import type { Attachment } from 'svelte/attachments';

export class OnScreen {
  #ids = $state.raw<readonly string[]>([]);

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  watch(id: string): Attachment {
    return (element) => {
      const observer = new IntersectionObserver(
        ([entry]) => this.#set(id, entry?.isIntersecting ?? false),
        // Some lines of it: a bubble that peeps in at the edge has not been read, one taller than the screen has.
        { rootMargin: '-24px 0px' },
      );
      observer.observe(element);
      return () => {
        observer.disconnect();
        this.#set(id, false);
      };
    };
  }

  #set(id: string, isSeen: boolean): void {
    const others = this.#ids.filter((other) => other !== id);
    this.#ids = isSeen ? [...others, id] : others;
  }
}
