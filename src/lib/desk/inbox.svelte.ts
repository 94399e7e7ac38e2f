/**
 * What the navigation and the lists know beside the rows: who mentioned me, where a draft lies, the groups, the saved
 * views, and how many of what stands in each place (SPEC L2, L19). All of it follows from the feed and the outbox.
 */
import { shownOf, valueOf, type RecordRow } from '#domain/records/record.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { draftedIn, mentionsIn, tagNamesIn } from './inbox-facts.ts';
import { noTally, talliesOf, type Tally } from './tallies.ts';
import { groupName, membersOf } from './team.ts';
import {
  filterFrom,
  fixedViews,
  isView,
  recordOf,
  type Filter,
  type SavedView,
  type View,
  type ViewFacts,
} from './views.ts';

/** A saved view as the navigation names it. */
export interface NamedView extends SavedView {
  id: string;
  name: string;
  /** `mine`, `everyone` or a group's id. */
  audience: string;
  isMine: boolean;
}

export class Inbox implements ViewFacts {
  readonly #desk: Desk;
  readonly #notices;
  readonly #drafts;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { feed } = desk.sync;
    this.#notices = reactive(feed.table('notice'));
    this.#drafts = reactive(feed.table('draft'));
  }

  get me(): string {
    return this.#desk.me;
  }

  /** Conversation -> number of the newest entry that mentions me. */
  readonly #mentions: ReadonlyMap<string, number> = $derived.by(() =>
    mentionsIn(this.#notices.current.values()),
  );
  isMentioned(id: string): boolean {
    return this.#mentions.has(id);
  }
  /** A mention that I have not read. */
  hasNewMention(id: string): boolean {
    return (this.#mentions.get(id) ?? -1) > this.#desk.readUpTo(id);
  }

  readonly #drafted: ReadonlySet<string> = $derived.by(() =>
    draftedIn(this.#drafts.current.values()),
  );
  hasDraft(id: string): boolean {
    return this.#drafted.has(id);
  }

  needsAttention(id: string): boolean {
    return this.#desk.attentionOf(id) !== null;
  }

  /** Groups by name, without those that were removed. `isMine`: I am one of its members. */
  groups(language: string): readonly { id: string; name: string; isMine: boolean }[] {
    return livingOf(this.#desk.records('group'))
      .map((group) => ({
        id: group.id,
        name: groupName(group, language) ?? '',
        isMine: membersOf(group).includes(this.me),
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  readonly #tagNames: ReadonlyMap<string, string> = $derived.by(() =>
    tagNamesIn(livingOf(this.#desk.records('tag'))),
  );
  /** Id -> name, of the tags that were not removed. */
  get tagNames(): ReadonlyMap<string, string> {
    return this.#tagNames;
  }

  /** Saved views that I may see: mine, everybody's, and those of my groups. */
  readonly savedViews: readonly NamedView[] = $derived.by(() =>
    livingOf(this.#desk.records('view'))
      .map((row) => namedView(row, this.me))
      .filter(({ audience, isMine }) => {
        if (isMine || audience === 'everyone') return true;
        return membersOf(this.#desk.records('group').get(audience)).includes(this.me);
      })
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  saved(id: string): SavedView | null {
    return this.savedViews.find((view) => view.id === id) ?? null;
  }

  readonly #tallies: ReadonlyMap<View, Tally> = $derived.by(() => {
    const views: View[] = [
      ...fixedViews,
      ...livingOf(this.#desk.records('group')).map(({ id }) => `group-${id}` as const),
      ...this.savedViews.map(({ id }) => `view-${id}` as const),
    ];
    const { summaries } = this.#desk;
    return talliesOf(summaries.values(), views, this, (row) => this.#desk.dotOf(row).dot);
  });
  tally(view: View): Tally {
    return this.#tallies.get(view) ?? noTally;
  }

  readonly newMentions: number = $derived.by(
    () => [...this.#mentions.keys()].filter((id) => this.hasNewMention(id)).length,
  );

  /** Visitors who are on the site now, as far as anybody says so. */
  readonly visitorsOnline: number = $derived.by(() =>
    this.#desk.isOffline
      ? 0
      : Object.values(this.#desk.presence.visitors).filter((visitor) => visitor?.online).length,
  );

  /** What a place is called where its name is somebody's word; null for the fixed places, and for what is gone. */
  nameOf(view: View, language: string): string | null {
    const record = recordOf(view);
    if (record?.table === 'group')
      return groupName(this.#desk.records('group').get(record.id), language);
    return this.savedViews.find(({ id }) => id === record?.id)?.name ?? null;
  }
}

function livingOf(rows: ReadonlyMap<string, RecordRow>): RecordRow[] {
  return [...rows.values()].filter((row) => valueOf(row, 'removed') === null);
}

function namedView(row: RecordRow, me: string): NamedView {
  const audience = valueOf(row, 'audience');
  const kept = valueOf(row, 'filter') as Record<string, unknown> | null;
  const filter: Filter = { ...filterFrom(kept), ...orderOf(row) };
  const base = kept?.['view'];
  const isPlace = isView(base) && recordOf(base)?.table !== 'view';
  return {
    id: row.id,
    name: String(valueOf(row, 'name') ?? ''),
    audience: typeof audience === 'string' ? audience : 'mine',
    isMine: shownOf(row, 'name')?.by === `agent/${me}`,
    base: isPlace ? (base as SavedView['base']) : 'all',
    filter,
  };
}

function orderOf(row: RecordRow): Pick<Filter, 'order'> {
  return { order: filterFrom({ order: valueOf(row, 'order') }).order };
}
