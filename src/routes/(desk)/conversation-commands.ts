/** What can be done with these conversations now, as a list of named commands: for their menu and for the palette. */
import type { Summary } from '#domain/model.ts';
import type { ConversationActions } from '$lib/desk/conversation-actions.svelte.ts';
import type { Words } from '$lib/words/words.ts';
import AlarmClock from '~icons/lucide/alarm-clock';
import BellRing from '~icons/lucide/bell-ring';
import Check from '~icons/lucide/check';
import CircleSlash from '~icons/lucide/circle-slash';
import Mail from '~icons/lucide/mail';
import MailOpen from '~icons/lucide/mail-open';
import RotateCcw from '~icons/lucide/rotate-ccw';
import Tag from '~icons/lucide/tag';
import Trash2 from '~icons/lucide/trash-2';
import Undo2 from '~icons/lucide/undo-2';
import UserPlus from '~icons/lucide/user-plus';
import Users from '~icons/lucide/users';
import type { Icon } from './places.ts';

export interface ConversationCommand {
  name: string;
  icon: Icon;
  /** The key that does the same (`key-table.ts`), or null. */
  press: string | null;
  run(): void;
}

export function conversationCommands(
  summaries: readonly Summary[],
  actions: ConversationActions,
  { actions: names, window }: Words,
): readonly ConversationCommand[] {
  const ids = summaries.map(({ id }) => id);
  const some = (is: (summary: Summary) => boolean) => summaries.some(is);
  const anyUnread = some((summary) => actions.isUnread(summary));
  const command = (
    isOffered: boolean,
    name: string,
    icon: Icon,
    press: string | null,
    run: () => unknown,
  ): ConversationCommand[] => (isOffered ? [{ name, icon, press, run: () => void run() }] : []);
  const isKept = some(({ binnedAtMs }) => binnedAtMs === null);
  const isOpen = some(({ status, binnedAtMs }) => status === 'open' && binnedAtMs === null);
  return [
    ...command(isOpen, window.close, Check, 'e', () => actions.close(ids)),
    ...command(
      some(({ status }) => status === 'closed'),
      window.reopen,
      RotateCcw,
      'Shift+e',
      () => actions.reopen(ids),
    ),
    ...command(isKept, names.assignAgent, UserPlus, 'a', () => actions.ask('agent', ids)),
    ...command(isKept, names.assignGroup, Users, 'Shift+a', () => actions.ask('group', ids)),
    ...command(isOpen, names.snooze, AlarmClock, 'h', () => actions.ask('snooze', ids)),
    ...command(
      some(({ snoozed }) => snoozed !== null),
      names.wake,
      BellRing,
      null,
      () => actions.wake(ids),
    ),
    ...command(anyUnread, names.markRead, MailOpen, 'u', () => actions.markRead(ids)),
    ...command(
      !anyUnread && some(({ lastVisitor }) => lastVisitor !== null),
      names.markUnread,
      Mail,
      'u',
      () => actions.markUnread(ids),
    ),
    ...command(
      some(({ waiting }) => waiting !== null),
      names.waive,
      CircleSlash,
      null,
      () => actions.waive(ids),
    ),
    ...command(isKept, names.tags, Tag, 't', () => actions.ask('tags', ids)),
    ...command(isKept, names.bin, Trash2, '[Shift]+#', () => actions.bin(ids)),
    ...command(
      some(({ binnedAtMs }) => binnedAtMs !== null),
      names.restore,
      Undo2,
      null,
      () => actions.restore(ids),
    ),
  ];
}
