/**
 * What the navigation and the lists know beside the rows: who mentioned me, where a draft lies, the groups, the saved
 * views, and how many of what stands in each place (SPEC L2, L19). All of it follows from the feed and the outbox.
 */
import { shownOf, valueOf, type RecordRow } from '#domain/records/record.ts';
import type { DraftLeft } from '#domain/model.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { draftsIn, idsIn, mentionsIn, tagNamesIn } from './inbox-facts.ts';
import { noTally, TallyBook, type Counted, type Tally } from './tallies.ts';
import { groupName, membersOf } from './team.ts';
import {
  filterFrom,
  fixedViews,
  isView,
  recordOf,
  showsEverything,
  usualTest,
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
  readonly #pinned;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { feed } = desk.sync;
    this.#notices = reactive(feed.table('notice'));
    this.#drafts = reactive(feed.table('draft'));
    this.#pinned = reactive(feed.table('pinned'));
  }

  get me(): string {
    return this.#desk.me;
  }

  /** Conversation -> number of the newest entry that mentions me. */
  readonly #mentions: ReadonlyMap<string, number> = $derived.by(() =>
    mentionsIn(this.#notices.current.values()),
  );
  get mentioned(): ReadonlyMap<string, number> {
    return this.#mentions;
  }
  /** A mention that I have not read. */
  hasNewMention(id: string): boolean {
    return (this.#mentions.get(id) ?? -1) > this.#desk.readUpTo(id);
  }

  readonly #drafted: ReadonlyMap<string, readonly DraftLeft[]> = $derived.by(() =>
    draftsIn(this.#drafts.current.values()),
  );
  /** Conversations in which words lie that nobody has sent. */
  get drafted(): ReadonlyMap<string, readonly DraftLeft[]> {
    return this.#drafted;
  }

  /** What a colleague should know first (C18); null where nothing is pinned. */
  pinnedOn(id: string): string | null {
    return this.#pinned.current.get(id)?.text ?? null;
  }

  /** As text, so that it is another set only when there is another conversation in it. */
  readonly #attentionIds: string = $derived.by(() =>
    [...this.#desk.pendingByConversation.keys()]
      .filter((id) => this.#desk.attentionOf(id) !== null)
      .join(' '),
  );
  readonly #attention: ReadonlySet<string> = $derived.by(() => idsIn(this.#attentionIds));
  get attention(): ReadonlySet<string> {
    return this.#attention;
  }

  get missed(): ReadonlySet<string> {
    return this.#desk.missed;
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
    return this.savedView(id);
  }
  savedView(id: string): NamedView | null {
    return this.savedViews.find((view) => view.id === id) ?? null;
  }

  /** Another array whenever one of its places may hold other rows though no row has changed. */
  readonly #counted: readonly Counted[] = $derived.by(() => {
    const views: View[] = [
      ...fixedViews.filter((view) => !showsEverything(view)),
      ...livingOf(this.#desk.records('group')).map(({ id }) => `group-${id}` as const),
      ...this.savedViews.map(({ id }) => `view-${id}` as const),
    ];
    return views.map((view) => ({ view, isIn: usualTest(view, this) }));
  });
  readonly #book = new TallyBook();
  readonly #tallies: ReadonlyMap<View, Tally> = $derived.by(() => {
    const { threadRows, lit } = this.#desk;
    return this.#book.look(threadRows, this.#counted, (id) => lit.get(id)?.dot ?? 'none');
  });
  tally(view: View): Tally {
    return this.#tallies.get(view) ?? noTally;
  }

  /** What the title and the icon count: conversations that are new to me, or missed (SPEC N4). */
  get news(): number {
    const { missed, fresh } = this.tally('all');
    return missed + fresh;
  }

  /** How many rows a place has that is made of a few named conversations: mentions, drafts, what was missed, what is held. */
  #count(view: View, ids: Iterable<string>, isToo: (id: string) => boolean = () => true): number {
    const isIn = usualTest(view, this);
    let count = 0;
    for (const id of ids) {
      const row = this.#desk.threadRows.get(id);
      if (row && isIn(row) && isToo(id)) count += 1;
    }
    return count;
  }
  readonly newMentions: number = $derived.by(() =>
    this.#count('mentions', this.mentioned.keys(), (id) => this.hasNewMention(id)),
  );
  readonly draftCount: number = $derived.by(() => this.#count('drafts', this.drafted.keys()));
  readonly attentionCount: number = $derived.by(() => this.#count('attention', this.attention));
  readonly missedCount: number = $derived.by(() => this.#count('missed', this.missed));

  /** Visitors who are on the site now, as far as anybody says so. */
  readonly visitorsOnline: number = $derived.by(() =>
    this.#desk.isOffline
      ? 0
      : Object.values(this.#desk.presence.visitors).filter((visitor) => visitor?.online).length,
  );

  /** The place is of a group or a saved view that nobody knows, or that is not for me. */
  isGone(view: View): boolean {
    const record = recordOf(view);
    if (record === null) return false;
    if (record.table === 'view') return this.saved(record.id) === null;
    const group = this.#desk.records('group').get(record.id);
    return group === undefined || valueOf(group, 'removed') !== null;
  }

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
