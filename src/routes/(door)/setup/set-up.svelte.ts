/**
 * The first minutes, step by step: you, your business, then, once the account is there, trying it and putting it on a site.
 * Only the second step asks the server; what it refuses leads back to the field it is about. UX 11.
 */
import {
  emailProblem,
  nameProblem,
  normalisedEmail,
  normalisedPassword,
  passwordProblem,
  tidiedName,
} from '#domain/accounts.ts';
import { ask, type Asked } from '$lib/door/ask.ts';
import { Typed } from '$lib/door/typed.svelte.ts';

export const steps = ['you', 'business', 'tryIt', 'onSite'] as const;
export type Step = (typeof steps)[number];

const isName = (value: string) => nameProblem(tidiedName(value));

export class SetUp {
  readonly name = new Typed(isName);
  readonly email = new Typed((value) => emailProblem(normalisedEmail(value)));
  readonly password = new Typed((value) => passwordProblem(normalisedPassword(value)));
  readonly workspace = new Typed(isName);

  #step = $state<Step>('you');
  #asked = $state.raw<Asked | null>(null);
  #acting = $state(false);

  get step(): Step {
    return this.#step;
  }
  /** The last answer, if it belongs to no field. */
  get asked(): Asked | null {
    return this.#asked;
  }
  get acting(): boolean {
    return this.#acting;
  }

  isDone(step: Step): boolean {
    return steps.indexOf(step) < steps.indexOf(this.#step);
  }

  /** The account exists from here on, so there is no way back to what made it. */
  readonly isMade = $derived(this.#step === 'tryIt' || this.#step === 'onSite');

  go(step: Step): void {
    this.#asked = null;
    this.#step = step;
  }

  /** Whether the fields of the first step let the person on. */
  youPass(): boolean {
    const passed = [this.name, this.email, this.password].map((typed) => typed.passes());
    if (!passed.every(Boolean)) return false;
    this.go('business');
    return true;
  }

  /** False if something on the screen is wrong now. */
  async make(): Promise<boolean> {
    if (!this.workspace.passes()) return false;
    if (this.#acting) return true;
    this.#acting = true;
    const asked = await ask('/api/setup', {
      name: this.name.value,
      email: this.email.value,
      password: this.password.value,
      workspace: this.workspace.value,
    });
    this.#acting = false;
    if (asked.kind === 'done') {
      this.go('tryIt');
      return true;
    }
    return this.#show(asked);
  }

  #show(asked: Asked): boolean {
    const fields: Record<string, Typed> = {
      name: this.name,
      email: this.email,
      password: this.password,
      workspace: this.workspace,
    };
    const field = asked.kind === 'refused' && asked.field !== null ? fields[asked.field] : null;
    if (!field || asked.kind !== 'refused') {
      this.#asked = asked;
      return true;
    }
    field.refuse(asked.error);
    this.#step = field === this.workspace ? 'business' : 'you';
    return false;
  }
}
