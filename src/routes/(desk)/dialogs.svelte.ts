/** Which of the desk's own dialogs is open: at most one, asked for by menus and keys. */
import { createContext } from 'svelte';

export type DeskDialog = 'keyboard' | 'invite' | 'sign-out' | 'palette';

export class Dialogs {
  current = $state<DeskDialog | null>(null);
}

export const [useDialogs, setDialogs] = createContext<Dialogs>();
