/**
 * Changes of records that Parley makes by itself: what a visitor's browser says of them, and two contacts that turn out to
 * be one person. The same circuit as everybody's; what is no news is not written. SPEC D1, D7.
 */
import { randomUUIDv7 } from 'node:crypto';
import type { Who } from '#domain/model.ts';
import type { SubmittedChange } from '#domain/records/change.ts';
import { recordSubject, type RecordName } from '#domain/records/name.ts';
import type { FieldSource, RecordRow } from '#domain/records/record.ts';
import { checkChanged } from '#domain/rules/check-changed.ts';
import type { Circuit } from './circuit.ts';
import { digestOf } from './judge.ts';
import type { Clock, Store } from './ports.ts';
import { rowOf } from './record-heads.ts';

/** `setOf` is given the record as it is, and answers what is to be set; null: nothing. */
export type ChangeOwn = (
  record: RecordName,
  setOf: (row: RecordRow) => Readonly<Record<string, unknown>> | null,
  source: FieldSource,
) => Promise<'accepted' | 'refused' | 'nothing'>;

const parley: Who = { kind: 'parley' };

export function ownChanges(parts: {
  store: Pick<Store, 'record'>;
  clock: Clock;
  circuit: Pick<Circuit, 'submit'>;
}): ChangeOwn {
  const { store, clock, circuit } = parts;

  function submit(entry: SubmittedChange, record: RecordName, source: FieldSource) {
    return new Promise<'accepted' | 'refused'>((done, fail) => {
      circuit.submit([
        {
          ...{ entry, record, source, who: parley, principal: 'parley' },
          ...{ digest: digestOf(entry), clockOffsetMs: 0, isRetried: false, row: null },
          answer: ({ state }) => done(state === 'accepted' ? 'accepted' : 'refused'),
          later(outcome) {
            if (outcome.kind === 'refused') done('refused');
            else fail(new Error(`A change of Parley's own is to come later: ${outcome.reason}.`));
          },
        },
      ]);
    });
  }

  return async function changeOwn(record, setOf, source) {
    const head = await store.record(record.table, record.id);
    const set = head && setOf(rowOf(head));
    if (!set) return 'nothing';
    const checked = checkChanged(
      {
        ...{ id: randomUUIDv7(), subject: recordSubject(record), kind: 'changed', set },
        ...{ writtenAtMs: clock.now(), seenUpTo: null },
      },
      parley,
    );
    // A browser may say anything; what is no such value is not kept.
    if (checked.kind === 'refused') return 'refused';
    return submit(checked.entry, record, source);
  };
}
