import { isView, type View } from '$lib/desk/views.ts';

/** The lists that have an address: /mine, /unassigned, /all. */
export function match(param: string): param is View {
  return isView(param);
}
