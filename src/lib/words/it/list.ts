/** The list of conversations: rows, filters, and what is done with one or many. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const list: Words['list'] = {
  which: 'Quali conversazioni',
  newAbove: (count) => n(count, { one: '1 nuova', other: `${count} nuove` }),
  new: 'Nuova',
  missed: 'Persa',
  missedFor: (wait) => `Persa · ${wait}`,
  missedAsOf: (time) => `Persa · alle ${time}`,
  held: 'Trattenuta',
  failed: 'Non inviato',
  waiting: 'In attesa',
  comment: 'Commento',
  you: 'Tu:',
  draft: 'Bozza:',
  from: (who) => `${who}:`,
  assigned: (who) => (who ? `Assegnata a ${who}` : 'Assegnata a te'),
  chat: 'chat',
  email: 'email',
  closedBy: (who) => (who ? `${who} l’ha chiusa` : 'L’hai chiusa tu'),
  takenBy: (who) => (who ? `${who} l’ha presa` : 'L’hai presa tu'),
  movedOn: 'Non più in questo elenco',
  inBin: 'Nel cestino',
  asleep: 'In pausa',
  until: (time) => `fino a ${time}`,
  untilReply: 'finché non risponde',
  mentioned: 'Ti menziona',
  hasDraft: 'Con una bozza',
  pinned: 'In evidenza',
  opening: 'Apertura dei messaggi',
  visitor: 'Visitatore',
  empty: {
    mine: 'Nessuno aspetta una risposta.',
    allOpen: 'Nulla è aperto.',
    nothing: 'Qui non c’è ancora nulla.',
    offline: 'Su questo dispositivo non c’è ancora nulla.',
    offlineHow: 'Ciò che il team ha ricevuto arriva appena questo dispositivo è online.',
    gone: 'Questo elenco non c’è più.',
    goneHow: 'Qualcuno l’ha tolto. Le conversazioni sono tutte dov’erano.',
    asleep: (count) => n(count, { one: '1 è in pausa', other: `${count} sono in pausa` }),
    unassigned: 'Nulla aspetta che qualcuno lo prenda.',
    all: 'Ancora nessuna conversazione.',
    allHow: 'Quando il widget è sul tuo sito, quello che scrivono i visitatori arriva qui.',
    tryIt: 'Provalo sulla pagina di prova',
    closed: 'Ancora nulla di chiuso.',
    filtered: 'Nulla corrisponde a questo filtro.',
    mentions: 'Nessuno ti ha menzionato.',
    mentionsHow: 'Quando un commento contiene @ e il tuo nome, arriva qui.',
    drafts: 'Nessuna bozza in attesa.',
    draftsHow: 'Ciò che tu o il team scrivete senza inviarlo resta qui, su ogni dispositivo.',
    missed: 'Oggi nessuna conversazione persa.',
    missedHow: 'Qui c’è chi aspetta troppo, e chi oggi ha avuto una risposta in ritardo.',
    attention: 'Nulla aspetta una tua decisione.',
    group: 'Questo gruppo non ha nulla di aperto.',
    snoozed: 'Nulla è in pausa.',
    bin: 'Il cestino è vuoto.',
    blocked: 'Nessuno è bloccato.',
    wait: (count) =>
      n(count, {
        one: '1 aspetta in Non assegnati',
        other: `${count} aspettano in Non assegnati`,
      }),
    goUnassigned: 'Vai a Non assegnati',
  },
};

export const filters: Words['filters'] = {
  channel: 'Quali canali',
  allChannels: 'Tutti i canali',
  chat: 'Chat',
  email: 'Email',
  which: {
    open: 'Aperte',
    snoozed: 'In pausa',
    closed: 'Chiuse',
    everything: 'Tutte',
    blocked: 'Bloccate',
    bin: 'Cestino',
  },
  needsReply: 'Da rispondere',
  sort: 'Ordine',
  order: {
    newest: 'Prima le più recenti',
    oldest: 'Prima le più vecchie',
    waiting: 'In attesa da più tempo',
  },
  density: 'Righe',
  densities: { comfortable: 'Ampie', compact: 'Compatte' },
  save: 'Salva questa vista…',
  usual: 'Togli il filtro',
  tag: 'Etichetta',
  anyTag: 'Qualsiasi etichetta',
};

export const bulk: Words['bulk'] = {
  selected: (count) => n(count, { one: '1 selezionata', other: `${count} selezionate` }),
  all: (count) => `Tutte e ${count} in questo filtro`,
  toolbar: 'Che cosa fare di quelle selezionate',
  clear: 'Togli la selezione',
  selectOne: (name) => `Seleziona ${name}`,
  tooManyOffline: (most) =>
    `Offline, al massimo ${most} alla volta. Selezionane meno, o riprova quando c’è una connessione.`,
};

export const saveView: Words['saveView'] = {
  title: 'Salva questa vista',
  name: 'Nome',
  noName: 'Dalle un nome, così si può ritrovare.',
  audience: 'Chi la vede',
  mine: 'Solo io',
  everyone: 'Tutto il team',
  save: 'Salva',
  change: 'Nome e lettori…',
  changeTitle: 'Modifica questa vista',
  keep: 'Tieni questo filtro nella vista',
  kept: (name) => `Filtro tenuto in ${name}`,
  remove: 'Togli questa vista',
  removed: (name) => `Vista tolta: ${name}`,
};

export const snooze: Words['snooze'] = {
  title: 'Metti in pausa',
  titleMany: (count) => `Metti in pausa (${count})`,
  type: 'Fino a quando? 2h, lun 9, 3 giorni',
  until: (time) => `fino a ${time}`,
  untilReply: 'finché non risponde',
  reply: 'Finché non risponde',
  evenIfReply: 'Anche se risponde',
  again: 'Come l’ultima volta',
  wake: 'Riprendi ora',
  notUnderstood: 'Non è un momento a venire. Prova “2h”, “lun 9” o “3 giorni”.',
  preset: {
    hour: 'Tra un’ora',
    'three-hours': 'Tra tre ore',
    evening: 'Stasera',
    tomorrow: 'Domani mattina',
    monday: 'Lunedì mattina',
    week: 'Tra una settimana',
  },
};

export const done: Words['done'] = {
  closed: (name) => `Chiusa: ${name}`,
  closedMany: (count) => n(count, { one: '1 chiusa', other: `${count} chiuse` }),
  reopened: (name) => `Riaperta: ${name}`,
  reopenedMany: (count) => n(count, { one: '1 riaperta', other: `${count} riaperte` }),
  binned: (name) => `Nel cestino: ${name}`,
  binnedMany: (count) => n(count, { one: '1 è nel cestino', other: `${count} sono nel cestino` }),
  restored: (name) => `Fuori dal cestino: ${name}`,
  restoredMany: (count) =>
    n(count, { one: '1 è fuori dal cestino', other: `${count} sono fuori dal cestino` }),
  taken: (name) => `Assegnata a te: ${name}`,
  takenMany: (count) => n(count, { one: '1 assegnata a te', other: `${count} assegnate a te` }),
  tagged: (name) => `Etichette cambiate: ${name}`,
  taggedMany: (count) => `Etichette cambiate in ${count}`,
  snoozed: (name, until) => `${name}: in pausa ${until}`,
  snoozedMany: (count, until) => `${count} in pausa ${until}`,
  woken: (name) => `Di nuovo attiva: ${name}`,
  wokenMany: (count) =>
    n(count, { one: '1 è di nuovo attiva', other: `${count} sono di nuovo attive` }),
  read: (name) => `Letta: ${name}`,
  readMany: (count) =>
    n(count, { one: '1 segnata come letta', other: `${count} segnate come lette` }),
  unread: (name) => `Non letta: ${name}`,
  unreadMany: (count) =>
    n(count, { one: '1 segnata come non letta', other: `${count} segnate come non lette` }),
  waived: (name) => `${name}: nessuna risposta necessaria`,
  waivedMany: (count) =>
    n(count, { one: '1 non richiede risposta', other: `${count} non richiedono risposta` }),
  undone: (what) => `Annullato. ${what}`,
  undoneButFor: (count) =>
    n(count, {
      one: 'Annullato, tranne 1 che nel frattempo è cambiata',
      other: `Annullato, tranne ${count} che nel frattempo sono cambiate`,
    }),
  notUndone: 'Non annullato: nel frattempo è cambiata.',
};
