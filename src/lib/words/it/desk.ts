/** The frame of the desk: navigation, account, connection, pages that come later, and what buttons say everywhere. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const nav: Words['nav'] = {
  mine: 'I miei messaggi',
  unassigned: 'Non assegnati',
  all: 'Tutti i messaggi',
  visitors: 'Visitatori online',
  statistics: 'Statistiche',
  mentions: 'Menzioni',
  drafts: 'Bozze',
  missed: 'Perse',
  attention: 'Da decidere',
  groups: 'Gruppi',
  savedViews: 'Viste salvate',
  gone: 'Non c’è più',
  settings: 'Impostazioni',
  online: (count) => `${count} online`,
  unread: (count) => n(count, { one: '1 non letta', other: `${count} non lette` }),
  inIt: (count) => `${count} in questa vista`,
  waiting: (count) => `${count} in attesa`,
  menu: 'Menu',
  more: 'Altro',
};

export const account: Words['account'] = {
  menu: 'menu dell’account',
  standing: (status) => `Il tuo stato: ${status}`,
  role: { owner: 'Titolare', admin: 'Admin', agent: 'Agente', viewer: 'Sola lettura' },
  status: 'Stato',
  theme: { system: 'Come questo dispositivo', light: 'Chiaro', dark: 'Scuro' },
  languageOfDevice: 'Come questo browser',
  keyboard: 'Scorciatoie da tastiera',
  invite: 'Invita qualcuno nel team',
  signOut: 'Esci',
  unsent: (count) =>
    n(count, {
      one: '1 modifica non è ancora partita',
      other: `${count} modifiche non sono ancora partite`,
    }),
  unsentWhat:
    'Uscendo si toglie tutto da questo dispositivo. Quello che non è partito andrebbe perso.',
  unsentOffline: 'Parte da sé non appena c’è una connessione.',
  signOutOffline:
    'Per uscire serve una connessione, così che valga ovunque. Fino ad allora tutto resta su questo dispositivo.',
  stay: 'Resta',
  signOutAnyway: 'Esci e perdi le modifiche',
};

export const invite: Words['invite'] = {
  title: 'Invita qualcuno nel team',
  email: 'Email',
  role: 'Può fare',
  roleHelp: {
    owner: 'Tutto',
    admin: 'Tutto ciò che può fare un agente, e invitare nel team',
    agent: 'Rispondere, commentare, assegnare e chiudere',
    viewer: 'Leggere tutto, senza cambiare nulla',
  },
  make: 'Crea un link',
  making: 'Creazione del link…',
  ready: (email) =>
    `Invia questo link a ${email}. Funziona una volta sola, per 24 ore, e crea il suo account.`,
  link: 'Link d’invito',
  another: 'Invita un’altra persona',
  offline: 'Per un invito serve una connessione. Per tutto il resto no.',
  failed: 'Non è stato possibile creare il link. Riprova tra un momento.',
};

export const connection: Words['connection'] = {
  offline: 'Offline · tutto è salvato su questo dispositivo',
  syncing: (changes) =>
    n(changes, {
      one: 'Sincronizzazione di 1 modifica',
      other: `Sincronizzazione di ${changes} modifiche`,
    }),
  catchingUp: 'Aggiornamento in corso',
  synced: 'Tutto sincronizzato',
  tooOld: 'C’è una nuova versione di Parley.',
  reload: 'Ricarica',
  tryNow: 'Prova ora',
};

export const frame: Words['frame'] = {
  navigation: 'Larghezza della navigazione',
  list: 'Larghezza dell’elenco',
  details: 'Larghezza dei dettagli del contatto',
};

export const later: Words['later'] = {
  visitors: 'Chi è sul tuo sito',
  visitorsWhy: 'L’elenco dei visitatori dal vivo arriva con una versione successiva.',
  visitorsNow: (count) =>
    n(count, {
      one: 'Ora c’è 1 visitatore sul tuo sito.',
      other: `Ora ci sono ${count} visitatori sul tuo sito.`,
    }),
  visitorsOffline: 'Offline: ora non si sa chi è sul tuo sito.',
  statistics: 'Statistiche',
  statisticsWhy:
    'I numeri su risposte e attese arrivano con una versione successiva. Quello che succede fino ad allora si conta comunque.',
};

export const unreachable: Words['unreachable'] = {
  title: 'Nessuna connessione',
  why: 'Su questo dispositivo non è ancora entrato nessuno, quindi non c’è nulla da aprire. Collegati una volta, e da allora si apre anche senza rete.',
};

export const common: Words['common'] = {
  close: 'Chiudi',
  copy: 'Copia',
  copied: 'Copiato',
  undo: 'Annulla',
  savedAsYouType: 'Salvato mentre scrivi',
  key: (name, key) => `${name} (${key})`,
};
