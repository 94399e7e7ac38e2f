/** What Parley says in Italian. Neutral gender (“Léa ha risposto”), sentence case, “tu” for the reader (UX 15). */
import type { Words } from '../en/index.ts';
import { assign } from './assign.ts';
import { conversation } from './conversation.ts';
import { nav, account, invite, connection, frame, later, unreachable, common } from './desk.ts';
import { details } from './details.ts';
import { keyboard, actions, palette } from './keyboard.ts';
import { list, filters, bulk, saveView, snooze, done } from './list.ts';
import { notices } from './notices.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { teamSettings } from './settings-team.ts';
import { time } from './time.ts';
import { window, event, held, refused, composer, said } from './window.ts';

export const it: Words = {
  nav,
  account,
  invite,
  assign,
  connection,
  frame,
  list,
  window,
  conversation,
  event,
  held,
  refused,
  notices,
  composer,
  details,
  keyboard,
  actions,
  done,
  snooze,
  bulk,
  filters,
  palette,
  later,
  saveView,
  said,
  settings: { ...settings, ...teamSettings },
  time,
  common,
  search,
  unreachable,
  deviceProblem:
    'Parley non può tenere nulla su questo dispositivo. Chiudi le sue altre schede, poi ricarica.',
  you: 'Tu',
  someone: 'Qualcuno del team',
  parley: 'Parley',
};
