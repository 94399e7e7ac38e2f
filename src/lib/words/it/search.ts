/** Search, on the device and on the server. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');
const numbers = new Intl.NumberFormat('it');

export const search: Words['search'] = {
  label: 'Cerca',
  leave: 'Esci dalla ricerca',
  narrow: 'Restringi',
  operator: {
    from: 'chi ha scritto',
    in: 'dove cercare',
    before: 'prima di un giorno: 2026-11-03',
  },
  place: {
    open: 'conversazioni aperte',
    closed: 'conversazioni chiuse',
    snoozed: 'conversazioni in pausa',
    bin: 'cestino',
    mine: 'assegnate a te',
    unassigned: 'non assegnate',
    chat: 'scritte nella chat',
    email: 'scritte per email',
  },
  how: 'Cerca tutto',
  what: 'Nomi, indirizzi, messaggi, commenti ed etichette. Accenti ed errori di battitura non contano.',
  results: (count) => n(count, { one: '1 risultato', other: `${count} risultati` }),
  nothing: (typed) => `Nulla per “${typed}”.`,
  closedToo: 'Cerca anche tra le chiuse',
  everywhere: 'Cerca ovunque',
  spelling: 'Può aiutare un’altra parola, o solo il suo inizio.',
  onServer: 'Sul server',
  asking: 'Ricerca sul server…',
  failed: 'Il server non ha risposto: la ricerca riguarda solo questo dispositivo.',
  again: 'Riprova',
  searchedHere: (conversations) =>
    n(conversations, {
      one: 'Offline: ricerca in 1 conversazione su questo dispositivo.',
      other: `Offline: ricerca in ${numbers.format(conversations)} conversazioni su questo dispositivo.`,
    }),
};
