/** What is told: in the bell, on the desktop, and after an absence. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const notices: Words['notices'] = {
  title: 'Avvisi',
  open: (count) => n(count, { one: 'Avvisi, 1 nuovo', other: `Avvisi, ${count} nuovi` }),
  none: 'Nulla di nuovo. Le assegnazioni e le modifiche che si sono incrociate si leggono qui.',
  assignedToYou: (who, visitor) => `${who} ti ha assegnato ${visitor}`,
  spreadToYou: (visitor) => `A turno, ora segui tu ${visitor}`,
  joinedYou: (who, visitor) => `${who} ti invita a partecipare con ${visitor}`,
  mentioned: (who, visitor) => `${who} ti menziona con ${visitor}`,
  reopened: (visitor) =>
    `Di nuovo aperta: ${visitor} aveva scritto qualcosa che non avevi visto chiudendola`,
  changed: (who, at) => `${who} ha modificato qualcosa ${at}`,
  plain: (did) => `${did}.`,
  afterYours: (did, yours) => `${did}, dopo la tua modifica (${yours})`,
  did: {
    took: (who, at) => `${who} l’ha presa ${at}`,
    assigned: (who, whom, at) => `${who} l’ha assegnata a ${whom} ${at}`,
    assignedYou: (who, at) => `${who} l’ha assegnata a te ${at}`,
    unassigned: (who, at) => `${who} l’ha restituita a tutti ${at}`,
    grouped: (who, group, at) => `${who} l’ha data a ${group} ${at}`,
    ungrouped: (who, at) => `${who} l’ha tolta dal suo gruppo ${at}`,
    closed: (who, at) => `${who} l’ha chiusa ${at}`,
    reopened: (who, at) => `${who} l’ha riaperta ${at}`,
    binned: (who, at) => `${who} l’ha messa nel cestino ${at}`,
    restored: 'È di nuovo fuori dal cestino, per parole che non avevi visto',
    blocked: (who, at) => `${who} ha bloccato questa persona ${at}`,
    unblocked: (who, at) => `${who} ha sbloccato questa persona ${at}`,
    joined: (who, whom, at) => `${who} ha aggiunto ${whom} ${at}`,
    tagged: (who, at) => `${who} ha rimesso questa etichetta ${at}`,
  },
  away: (fresh, missed, held) =>
    [
      fresh > 0 && n(fresh, { one: '1 nuova', other: `${fresh} nuove` }),
      missed > 0 && n(missed, { one: '1 persa', other: `${missed} perse` }),
      held > 0 && n(held, { one: '1 trattenuta', other: `${held} trattenute` }),
    ]
      .filter(Boolean)
      .join(', ') || 'nulla di nuovo',
  whileAway: (counts) => `Durante la tua assenza: ${counts}`,
  soundOff: 'Il suono è disattivato: un clic per attivarlo',
  soundAsk: 'Sentire quando qualcuno scrive – un clic per provare',
  cards: 'Proprio ora',
  dismiss: (name) => `Chiudi: ${name}`,
  takeOver: 'Prendi in carico',
  useMine: 'Tieni la mia',
  desktop: {
    mine: (name) => name,
    new: (name) => `Nuova: ${name}`,
    failed: (name) => `Non partito: qualcosa di tuo con ${name}`,
    group: (name) => `Per il tuo gruppo: ${name}`,
    missed: (name) => `Persa: ${name} aspetta`,
    held: (name) => `Trattenuta: la tua risposta a ${name}`,
    notice: (name) => name,
    hidden: 'Un nuovo messaggio',
  },
};
