/** Where the keyboard goes: nobody should have to look for the field that is meant. */
import { tick } from 'svelte';

/** The first field that is wrong, once it is marked so. */
export async function focusFirstProblem(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** Where somebody most likely begins. Not on a touch screen, where a keyboard would jump up; never away from where they are. */
export function focusFirstField(form: HTMLElement): void {
  const isFree = document.activeElement === document.body;
  if (!isFree || !matchMedia('(hover: hover) and (pointer: fine)').matches) return;
  form.querySelector<HTMLElement>('input:not([type="hidden"])')?.focus({ preventScroll: true });
}
