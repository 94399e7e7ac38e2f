/** Search, on the device and on the server. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');
const numbers = new Intl.NumberFormat('fr');

export const search: Words['search'] = {
  label: 'Rechercher',
  leave: 'Quitter la recherche',
  narrow: 'Préciser',
  operator: { from: 'qui a écrit', in: 'où chercher', before: 'avant un jour\u202f: 2026-11-03' },
  place: {
    open: 'conversations ouvertes',
    closed: 'conversations fermées',
    snoozed: 'conversations en veille',
    bin: 'corbeille',
    mine: 'attribuées à vous',
    unassigned: 'attribuées à personne',
    chat: 'écrites dans le chat',
    email: 'écrites par e-mail',
  },
  how: 'Tout rechercher',
  what: 'Noms, adresses, messages, commentaires et étiquettes. Les accents et une faute de frappe ne gênent pas.',
  results: (count: number) => n(count, { one: `${count} résultat`, other: `${count} résultats` }),
  nothing: (typed: string) => `Rien pour «\u202f${typed}\u202f».`,
  closedToo: 'Chercher aussi dans les fermées',
  everywhere: 'Chercher partout',
  spelling: 'Un autre mot peut aider, ou seulement son début.',
  onServer: 'Sur le serveur',
  asking: 'Recherche sur le serveur…',
  failed: 'Le serveur n’a pas répondu\u202f: seul cet appareil a été consulté.',
  again: 'Réessayer',
  searchedHere: (conversations: number) =>
    n(conversations, {
      one: `Hors ligne\u202f: ${conversations} conversation consultée sur cet appareil.`,
      other: `Hors ligne\u202f: ${numbers.format(conversations)} conversations consultées sur cet appareil.`,
    }),
};
