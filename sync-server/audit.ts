/**
 * Writing down what is done about accounts, and what somebody tried without the right to it: a row that stays, and a line
 * for whoever runs Parley. SPEC S8, RELIABILITY T17. No texts, no tokens.
 */
import { principalOf, type Role } from '#domain/model.ts';
import type { AuditAct, Failed, SignedIn } from '#domain/services.ts';
import type { Clock, Store } from './ports.ts';
import { refused } from './refused.ts';

type By = Pick<SignedIn, 'who'>;

export interface Audit {
  /** `whom`: the name or address it is about. */
  write(by: By, act: AuditAct, whom: string, detail?: string): Promise<void>;
  /** Writes down what was tried, and is the refusal to answer with. */
  refused(by: By, tried: string): Promise<Failed>;
}

export function createAudit(
  store: Pick<Store, 'addAudit'>,
  clock: Clock,
  note?: (line: { who: string; role: Role; tried: string }) => void,
): Audit {
  const write: Audit['write'] = ({ who }, act, whom, detail = '') =>
    store.addAudit({
      ...{ atMs: clock.now(), by: principalOf(who), byName: who.name },
      ...{ act, whom, detail },
    });
  return {
    write,
    async refused(by, tried) {
      note?.({ who: principalOf(by.who), role: by.who.role, tried });
      await write(by, 'refused', '', tried);
      return refused(403, 'not-allowed');
    },
  };
}
