/** What a conversation can be merged with: neither itself nor what it is merged with already. SPEC C15. Pure. */
import type { Summary } from '#domain/model.ts';
import { threadRootOf } from '#domain/rules/threads.ts';

/** A screen or two; whoever looks for another types some of its words. */
const shownMost = 30;

export function mergeChoices(
  summaries: ReadonlyMap<string, Summary>,
  conversation: string,
  typed: string,
): { summary: Summary; isSame: boolean }[] {
  const mergedInto = (id: string): string | null => summaries.get(id)?.mergedInto ?? null;
  const own = summaries.get(conversation);
  const root = threadRootOf(conversation, mergedInto);
  const asked = folded(typed);
  const isSame = ({ visitor, name }: Summary): boolean =>
    own !== undefined &&
    (visitor === own.visitor || (name === own.name && !/^Visitor /.test(name)));
  return (
    [...summaries.values()]
      .filter((summary) => threadRootOf(summary.id, mergedInto) !== root)
      // Whoever is shown elsewhere already is separated there first.
      .filter(({ mergedInto: into }) => into === null)
      .filter(({ name, preview }) => folded(`${name} ${preview?.text ?? ''}`).includes(asked))
      .map((summary) => ({ summary, isSame: isSame(summary) }))
      .sort(
        (a, b) =>
          Number(b.isSame) - Number(a.isSame) || b.summary.activeAtMs - a.summary.activeAtMs,
      )
      .slice(0, shownMost)
  );
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
