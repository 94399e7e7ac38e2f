/** What can be done with one conversation, and what was: its head, its messages, its changes. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const conversation: Words['conversation'] = {
  block: 'Blocca',
  blockHere: 'Blocca in questa chat',
  blockHereHow:
    'I messaggi restano qui e non avvisano nessuno. Dall’altra parte non si nota nulla.',
  ban: 'Escludi ovunque',
  banHow: 'La sua chat scompare e non arriva più nulla.',
  forDays: (count) => n(count, { one: 'Per 1 giorno', other: `Per ${count} giorni` }),
  forEver: 'Per sempre',
  unblock: 'Sblocca',
  banOffline: 'Un’esclusione vale appena questo dispositivo torna online.',
  blockTitle: (name) => `Blocca ${name}`,
  banTitle: (name, days) =>
    days === null
      ? `Escludi ${name} per sempre`
      : n(days, {
          one: `Escludi ${name} per 1 giorno`,
          other: `Escludi ${name} per ${days} giorni`,
        }),
  why: 'Perché',
  whyHow: 'Una parola per il tuo team, se vuoi. La persona non la vede mai.',
  whyWas: (why) => `“${why}”`,
  banNow: 'Escludi',
  doneBlocked: (name) => `Blocco: ${name}`,
  doneBanned: (name) => `Esclusione: ${name}`,
  doneUnblocked: (name) => `Sblocco: ${name}`,
  more: 'Altro',
  copyLink: 'Copia il link',
  transcript: 'Trascrizione…',
  merge: 'Unisci con…',
  summary: 'Fissa un riassunto',
  print: 'Stampa',
  deleteForGood: 'Elimina per sempre…',
  blockedUntil: (time) =>
    time === null
      ? 'Persona bloccata. I suoi messaggi restano qui.'
      : `Persona bloccata fino a ${time}.`,
  bannedUntil: (time) =>
    time === null ? 'Persona esclusa. Non arriva più nulla.' : `Persona esclusa fino a ${time}.`,
  inBin: (time) => `Nel cestino. Eliminazione definitiva: ${time}.`,
  mergedInto: (name) => `Si vede nella conversazione con ${name}.`,
  openIt: 'Apri',
  unmerge: 'Separa di nuovo',
  mergedFrom: (count) =>
    n(count, {
      one: 'Contiene 1 altra conversazione',
      other: `Contiene altre ${count} conversazioni`,
    }),
  from: (name) => `da ${name}`,

  messageMenu: (who) => `Menu del messaggio di ${who}`,
  quote: 'Cita',
  react: 'Reagisci',
  reactWith: (emoji) => `Reagisci con ${emoji}`,
  reactedBy: (emoji, who) => `${emoji}, ${who}`,
  edit: 'Modifica',
  unsend: 'Togli per tutti',
  copy: 'Copia',
  unreadFromHere: 'Segna come non letti da qui',
  removed: 'Messaggio rimosso',
  removedByVisitor: 'Rimosso da chi l’ha scritto',
  edited: 'modificato',
  showBefore: 'Che cosa diceva prima',
  hideBefore: 'Nascondi che cosa diceva prima',
  save: 'Salva',
  cancel: 'Annulla',
  editing: 'Modifica questo messaggio',
  tooLate: 'Sono passati cinque minuti. Non si può più modificare.',
  unsent: 'Rimosso. Dall’altra parte non si vede più.',
  quoting: (who) => `Citazione di ${who}`,
  dropQuote: 'Non citare',
  quoteGone: 'Un messaggio che non è qui',
  sendAnd: 'Altri modi di inviare',
  undo: 'Annulla',
  later: 'Messaggi successivi',
  fold: 'Ripiega',

  mergeTitle: 'Unisci con un’altra conversazione',
  mergeHow: 'I suoi messaggi si vedono qui, in ordine di tempo. Ogni visitatore tiene la sua chat.',
  mergeFind: 'Cerca per nome o parole',
  mergeNone: 'Nessun’altra conversazione corrisponde.',
  mergeSame: 'Stesso contatto',
  merged: (name) => `Unione: ${name}`,
  unmerged: 'Di nuovo separate',

  summaryTitle: 'Riassunto',
  summaryOnly: 'Lo vede solo il tuo team',
  summaryWrite: 'Che cosa sapere prima di tutto',
  summaryHide: 'Nascondi il riassunto',

  transcriptTitle: 'Trascrizione',
  transcriptFormat: 'Formato',
  transcriptText: 'Testo',
  transcriptHtml: 'Pagina web',
  transcriptJson: 'JSON',
  transcriptInternal: 'Copia interna, con i commenti',
  transcriptInternalHow: 'Da non dare a nessuno fuori dal team.',
  transcriptOf: (name, day) => `Conversazione con ${name}, ${day}`,
  download: 'Scarica',
  comment: 'commento',

  purgeTitle: 'Eliminare questa conversazione per sempre?',
  purgeHow: 'Ogni messaggio si cancella, qui e nella chat del sito. Nessuno può ripristinarlo.',
  purge: 'Elimina per sempre',
  purging: 'Eliminazione…',
  purgeOffline: 'Serve una connessione.',
  purgeFailed: 'Non è stato possibile eliminarla. Riprova tra un momento.',

  event: {
    grouped: (who, group) => (who ? `${who} l’ha data a ${group}` : `L’hai data a ${group}`),
    ungrouped: (who) => (who ? `${who} l’ha tolta dal suo gruppo` : 'L’hai tolta dal suo gruppo'),
    spread: (whom) => (whom ? `Assegnata a ${whom} a turno` : 'Assegnata a te a turno'),
    agentAway: 'Restituita a tutti: chi l’aveva in carico non c’era più',
    joined: (who) => (who ? `${who} partecipa` : 'Ora partecipi'),
    joinedBy: (who, whom) =>
      who ? `${who} ha invitato ${whom} a partecipare` : `Hai invitato ${whom} a partecipare`,
    left: (who) => (who ? `${who} non partecipa più` : 'Non partecipi più'),
    leftBy: (who, whom) => (who ? `${who} ha tolto ${whom}` : `Hai tolto ${whom}`),
    tagged: (who, tag) =>
      who ? `${who} ha aggiunto l’etichetta ${tag}` : `Hai aggiunto l’etichetta ${tag}`,
    untagged: (who, tag) =>
      who ? `${who} ha tolto l’etichetta ${tag}` : `Hai tolto l’etichetta ${tag}`,
    waived: (who) =>
      who ? `${who}: nessuna risposta necessaria` : 'Tu: nessuna risposta necessaria',
    snoozed: (who, time) =>
      who ? `${who} l’ha messa in pausa fino a ${time}` : `L’hai messa in pausa fino a ${time}`,
    snoozedForReply: (who) =>
      who
        ? `${who} l’ha messa in pausa fino al prossimo messaggio`
        : 'L’hai messa in pausa fino al prossimo messaggio',
    woken: (who) => (who ? `${who} l’ha ripresa` : 'L’hai ripresa tu'),
    page: (visitor, page) => `${visitor} è passato alla pagina «${page}»`,
    wokenDue: 'Fine della pausa',
    binned: (who) => (who ? `${who} l’ha messa nel cestino` : 'L’hai messa nel cestino'),
    restored: (who) => (who ? `${who} l’ha tolta dal cestino` : 'L’hai tolta dal cestino'),
    restoredByMessage: 'Fuori dal cestino: qualcuno ha scritto',
    restoredUnseen: 'Fuori dal cestino: era arrivato un messaggio non ancora visto',
    blocked: (who) => (who ? `${who} ha bloccato questa persona` : 'Hai bloccato questa persona'),
    banned: (who) => (who ? `${who} ha escluso questa persona` : 'Hai escluso questa persona'),
    until: (what, time) => `${what} fino a ${time}`,
    why: (what, why) => `${what}: ${why}`,
    unblocked: (who) =>
      who ? `${who} ha sbloccato questa persona` : 'Hai sbloccato questa persona',
    mergedFrom: (who, name) => (who ? `${who} ha unito qui ${name}` : `Hai unito qui ${name}`),
    mergedInto: (who, name) => (who ? `${who} l’ha unita a ${name}` : `L’hai unita a ${name}`),
    unmerged: (who, name) =>
      who ? `${who} ha separato di nuovo ${name}` : `Hai separato di nuovo ${name}`,
    tag: 'un’etichetta che non c’è più',
    group: 'un gruppo che non c’è più',
    other: 'un’altra conversazione',
  },
};
