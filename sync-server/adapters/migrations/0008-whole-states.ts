/**
 * Conversations that an earlier build kept get what their states and rows of the list say since: groups, tags, the bin and
 * the like, of which nothing can have happened there yet. Rows get new revisions, so that every browser hears of them.
 *
 * What is filled in is written out here, because a migration must do the same for ever, whatever the domain says later.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const never = { intendedAtMs: -1, entry: '', by: 'parley', number: -1, acceptedAtMs: 0 };
const stateSince = {
  group: { value: null, ...never },
  participants: {},
  tags: {},
  bin: { value: false, ...never },
  snoozed: { value: null, ...never },
  blocked: { value: null, ...never },
  mergedInto: { value: null, ...never },
  mergedFrom: [],
};
const summarySince = {
  ...{ group: null, participants: [], tags: [], binnedAtMs: null, snoozed: null, blocked: null },
  ...{ mergedInto: null, mergedFrom: [], answeredLateAtMs: null, readByTeam: null },
};

interface Place {
  number: number;
  acceptedAtMs: number;
}
interface State {
  readByTeam?: Place | null;
  lastReply?: { by: string } | null;
}

interface Row {
  no: number;
  state: string;
  summary: string | null;
}

/** So many at a time, that the largest store fits into memory. */
const atOnce = 1_000;

export const wholeStates: Migration = {
  async up(database: Kysely<unknown>) {
    let no = -1;
    for (;;) {
      const { rows } = await sql<Row>`
        select "no", "state", "summary" from "conversation"
        where "no" > ${no} and json_extract("state", '$.bin') is null
        order by "no" limit ${atOnce}
      `.execute(database);
      for (const row of rows) await fill(database, row);
      const last = rows.at(-1);
      if (!last) return;
      no = last.no;
    }
  },
};

async function fill(database: Kysely<unknown>, { no, state, summary }: Row): Promise<void> {
  const before = JSON.parse(state) as State;
  const whole = JSON.stringify({ ...stateSince, ...before });
  await sql`update "conversation" set "state" = ${whole} where "no" = ${no}`.execute(database);
  if (summary === null) return;
  const row = JSON.stringify({
    ...summarySince,
    ...readSince(before),
    ...(JSON.parse(summary) as object),
  });
  await sql`
    update "conversation" set "summary" = ${row}, "rev" = 1 + (
      select max(
        coalesce((select max("rev") from "feed"), 0),
        coalesce((select max("rev") from "conversation"), 0)
      )
    ) where "no" = ${no}
  `.execute(database);
}

/** What the list did not say then, though the state knew it. */
function readSince({ readByTeam, lastReply }: State): object {
  return {
    ...(readByTeam && {
      readByTeam: { number: readByTeam.number, atMs: readByTeam.acceptedAtMs },
    }),
    ...(lastReply && { answeredBy: lastReply.by.slice('agent/'.length) }),
  };
}
