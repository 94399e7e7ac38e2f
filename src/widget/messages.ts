/**
 * What the loader on the host page and the panel in its frame say to each other with `postMessage`.
 *
 * Both sides check origin and source themselves and parse with these tables, so anything of another shape is
 * nothing (RELIABILITY T8). No message carries words of the conversation: a host page cannot read it from here.
 * The loader's whole budget is 3 KB, so the check is this small one and not valibot. `parley` names the kind.
 */

/** Examples of each field: their types are the shape. */
const toFrame = {
  /** Answer to `ready`. `token` is the host page's copy, '' when it has none. */
  hello: { token: '', url: '', title: '' },
  /** Before `hello`: the address from which this page was come to, '' where there is none (SPEC D2). */
  came: { from: '' },
  /** `full`: the card fills a phone's screen. */
  opened: { full: true },
  closed: {},
  page: { url: '', title: '' },
} as const;

const toHost = {
  /** The panel is drawn and listens. */
  ready: {},
  close: {},
  /** `label` names the launcher, '' takes it away; `spoken` is said once when the count grows. */
  unread: { count: 0, label: '', spoken: '' },
  /** Keep this for the visitor, where the frame's own storage may be blocked; '' forgets it. */
  token: { token: '' },
} as const;

type Shapes = Record<string, Record<string, string | number | boolean>>;
type Wide<T> = T extends string ? string : T extends number ? number : boolean;
type MessageOf<S extends Shapes> = {
  [K in keyof S]: { parley: K } & { -readonly [F in keyof S[K]]: Wide<S[K][F]> };
}[keyof S];

export type ToFrame = MessageOf<typeof toFrame>;
export type ToHost = MessageOf<typeof toHost>;

export const parseToFrame = (data: unknown): ToFrame | null => parse(toFrame, data);
export const parseToHost = (data: unknown): ToHost | null => parse(toHost, data);

/** `data` came through `postMessage`, so it is plain: no getters, no prototypes of its own. */
function parse<S extends Shapes>(shapes: S, data: unknown): MessageOf<S> | null {
  const given = data as Record<string, unknown> | null | undefined;
  const kind = given?.parley;
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return null;
  const fits = Object.entries(shapes[kind]!).every(
    ([field, example]) => typeof given![field] === typeof example,
  );
  return fits ? (given as MessageOf<S>) : null;
}
