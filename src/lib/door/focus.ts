/** Moves to the first field that is wrong, once it is marked so. */
import { tick } from 'svelte';

export async function focusFirstProblem(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
