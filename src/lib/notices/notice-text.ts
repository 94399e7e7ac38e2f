/** A notice as one plain sentence: what people did, never data (SPEC O7, UX 14). Pure. */
import type { Notice, Standing } from '#domain/model.ts';
import type { Times } from '../words/times.ts';
import type { Words } from '../words/words.ts';

export interface NoticeFacts {
  /** Agent id of the reader. */
  me: string;
  nowMs: number;
  /** How the visitor is called in a sentence. */
  visitor: string;
  nameOf(agent: string): string | null;
  groupName(group: string): string | null;
}

export function noticeText(notice: Notice, facts: NoticeFacts, words: Words, times: Times): string {
  const said = words.notices;
  const { visitor } = facts;
  const who = whoOf(notice, facts, words);
  switch (notice.kind) {
    case 'assigned':
      return notice.by === 'parley' ? said.spreadToYou(visitor) : said.assignedToYou(who, visitor);
    case 'joined':
      return said.joinedYou(who, visitor);
    case 'mentioned':
      return said.mentioned(who, visitor);
    case 'reopened':
      return said.reopened(visitor);
    case 'overruled': {
      const at = times.at(notice.atMs, facts.nowMs);
      const yours = notice.yours ? times.clockAndDay(notice.yours.intendedAtMs, facts.nowMs) : null;
      const did = notice.stands
        ? didOf(notice.stands, who, at, facts, words)
        : said.changed(who, at);
      return yours === null ? said.plain(did) : said.afterYours(did, yours);
    }
  }
}

/** "Ben took this at 10:05". */
function didOf(
  stands: Standing,
  who: string,
  at: string,
  facts: NoticeFacts,
  words: Words,
): string {
  const said = words.notices.did;
  switch (stands.what) {
    case 'agent': {
      if (stands.agent === null) return said.unassigned(who, at);
      if (stands.isTaken) return said.took(who, at);
      if (stands.agent === facts.me) return said.assignedYou(who, at);
      return said.assigned(who, facts.nameOf(stands.agent) ?? words.someone, at);
    }
    case 'group': {
      const name = stands.group === null ? null : facts.groupName(stands.group);
      return name === null ? said.ungrouped(who, at) : said.grouped(who, name, at);
    }
    case 'status':
      return stands.status === 'open' ? said.reopened(who, at) : said.closed(who, at);
    case 'bin':
      return stands.isBinned ? said.binned(who, at) : said.restored;
    case 'blocked':
      return stands.isOn ? said.blocked(who, at) : said.unblocked(who, at);
    case 'participant':
      return said.joined(who, facts.nameOf(stands.agent) ?? words.someone, at);
    case 'tag':
      return said.tagged(who, at);
  }
}

function whoOf({ by, byName }: Notice, { nameOf }: NoticeFacts, words: Words): string {
  if (!by.startsWith('agent/')) return words.parley;
  return nameOf(by.slice('agent/'.length)) ?? byName ?? words.someone;
}
