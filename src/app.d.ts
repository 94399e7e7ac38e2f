import 'unplugin-icons/types/svelte';
import type { Language } from '$lib/words/words.ts';
import type { SignedIn } from '#domain/services.ts';

declare global {
  namespace App {
    interface Error {
      /** A sentence for people. */
      message: string;
      language?: Language;
    }
    interface Locals {
      /** Who sent the session cookie; null for everybody else. */
      signedIn: SignedIn | null;
      /** The cookie was a session of somebody who has since been removed from the team. */
      wasRemoved: boolean;
      /** What sentences are said in. */
      language: Language;
    }
  }
}

export {};
