/**
 * One field while somebody types in it. Nothing is called wrong before they leave it; once it was, it is judged with every
 * key, so that the red line goes the moment it is right.
 */
import type { HttpRefusal } from '#domain/services.ts';

export class Typed {
  value = $state('');
  #judged = $state(false);
  #refused = $state.raw<{ value: string; problem: HttpRefusal } | null>(null);
  readonly #check: (value: string) => HttpRefusal | null;

  constructor(check: (value: string) => HttpRefusal | null, value = '') {
    this.#check = check;
    this.value = value;
  }

  readonly problem = $derived.by(() => {
    if (this.#refused?.value === this.value) return this.#refused.problem;
    return this.#judged ? this.#verdict() : null;
  });

  /** The person went on to something else. An untouched field stays quiet. */
  leave(): void {
    if (this.value !== '') this.#judged = true;
  }

  /** The person wants to go on: whether this field lets them. */
  passes(): boolean {
    this.#judged = true;
    return this.problem === null;
  }

  /** The server said no to this very text. */
  refuse(problem: HttpRefusal): void {
    this.#refused = { value: this.value, problem };
  }

  #verdict(): HttpRefusal | null {
    return this.value.trim() === '' ? 'empty' : this.#check(this.value);
  }
}
