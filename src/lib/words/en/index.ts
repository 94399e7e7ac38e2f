/**
 * What Parley says in English, and with it the shape every other language fills (UX 15): a file for each part of the
 * screen. Whole sentences only: a name or a time is put in, never a piece of grammar. Where `who` is null the reader
 * is meant.
 */
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

export const en = {
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
  deviceProblem: 'Parley cannot keep anything on this device. Close other tabs of it, then reload.',
  you: 'You',
  someone: 'A colleague',
  parley: 'Parley',
};

export type Words = typeof en;
