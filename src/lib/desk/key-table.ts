/**
 * Every key of the desk, once (UX 16). The parts of the desk bind what a press does (`keys.ts`); the sheet behind "?"
 * and the palette are made from this table, so that they can teach nothing that is not so. A new key is one row.
 */
import type { Words } from '../words/words.ts';

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');
/** What is printed on the key that sends. */
const modifier = isApple ? '⌘' : 'Ctrl';

export type KeySectionName = 'moving' | 'going' | 'answering' | 'deciding' | 'many' | 'always';

export interface KeyRow {
  /** As it is bound, in the writing of tinykeys. */
  press: string;
  /** As it is printed on the keys; `then` stands between two that follow one another. */
  shown: readonly string[];
  section: KeySectionName;
  does(words: Words): string;
  /** Something to be done, that the palette offers while a part of the screen binds it. */
  isCommand?: true;
}

const row = (
  section: KeySectionName,
  press: string,
  shown: readonly string[],
  does: KeyRow['does'],
): KeyRow => ({ section, press, shown, does });

const command = (...given: Parameters<typeof row>): KeyRow => ({
  ...row(...given),
  isCommand: true,
});

export const keyTable: readonly KeyRow[] = [
  row('moving', 'j', ['J', 'K'], ({ keyboard }) => keyboard.nextPrevious),
  row('moving', 'o', ['↵'], ({ keyboard }) => keyboard.open),
  row('moving', 'Space', ['␣'], ({ actions }) => actions.peek),
  command('moving', 'n', ['N'], ({ keyboard }) => keyboard.nextWaiting),
  command('moving', 'Shift+n', ['⇧', 'N'], ({ actions }) => actions.previousWaiting),
  row('moving', 'F6', ['F6'], ({ keyboard }) => keyboard.panes),
  row('moving', 'Escape', ['Esc'], ({ keyboard }) => keyboard.out),

  command('going', 'g m', ['G', 'then', 'M'], ({ nav }) => nav.mine),
  command('going', 'g u', ['G', 'then', 'U'], ({ nav }) => nav.unassigned),
  command('going', 'g a', ['G', 'then', 'A'], ({ nav }) => nav.all),
  command('going', 'g v', ['G', 'then', 'V'], ({ nav }) => nav.visitors),
  command('going', 'g s', ['G', 'then', 'S'], ({ nav }) => nav.statistics),
  command('going', 'g p', ['G', 'then', 'P'], ({ nav }) => nav.settings),

  command('answering', 'r', ['R'], ({ composer }) => composer.reply),
  command('answering', 'c', ['C'], ({ composer }) => composer.comment),
  row('answering', 'Enter', ['↵'], ({ keyboard }) => keyboard.send),
  row('answering', '$mod+Enter', [modifier, '↵'], ({ keyboard }) => keyboard.sendFromList),
  row('answering', '$mod+Shift+Enter', [modifier, '⇧', '↵'], ({ actions }) => actions.sendAndClose),
  row('answering', 'Shift+Enter', ['⇧', '↵'], ({ keyboard }) => keyboard.newLine),

  command('deciding', 'e', ['E'], ({ window }) => window.close),
  command('deciding', 'Shift+e', ['⇧', 'E'], ({ window }) => window.reopen),
  command('deciding', 'a', ['A'], ({ actions }) => actions.assignAgent),
  command('deciding', 'i', ['I'], ({ window }) => window.toMe),
  command('deciding', 'Shift+a', ['⇧', 'A'], ({ actions }) => actions.assignGroup),
  command('deciding', 'h', ['H'], ({ actions }) => actions.snooze),
  command('deciding', 'u', ['U'], ({ actions }) => actions.unread),
  command('deciding', 't', ['T'], ({ actions }) => actions.tags),
  command('deciding', 'b', ['B'], ({ actions }) => actions.block),
  command('deciding', '[Shift]+#', ['#'], ({ actions }) => actions.bin),
  command('deciding', '.', ['.'], ({ actions }) => actions.menu),

  row('many', 'x', ['X'], ({ actions }) => actions.select),
  row('many', 'Shift+j', ['⇧', 'J'], ({ actions }) => actions.extend),
  command('many', '$mod+a', [modifier, 'A'], ({ actions }) => actions.selectAll),

  row('always', '$mod+k', [modifier, 'K'], ({ actions }) => actions.palette),
  command('always', '[Shift]+/', ['/'], ({ actions }) => actions.search),
  row('always', '$mod+s', [modifier, 'S'], ({ common }) => common.savedAsYouType),
  command('always', 'z', ['Z'], ({ common }) => common.undo),
  command('always', 'd', ['D'], ({ actions }) => actions.details),
  command('always', '[Shift]+?', ['?'], ({ keyboard }) => keyboard.thisPage),
];

/** In the order of the sheet. */
export const keySections: readonly KeySectionName[] = [
  'moving',
  'going',
  'answering',
  'deciding',
  'many',
  'always',
];

/** What is printed on the keys that do this, for tips and menus; empty where there is none. */
export function shownFor(press: string): readonly string[] {
  return keyTable.find((each) => each.press === press)?.shown ?? [];
}
