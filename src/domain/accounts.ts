/**
 * What people may type about accounts: names, email addresses, passwords, and the bodies they come in.
 *
 * Pages check with these while somebody types, the server checks again with the same words. A problem is named by a key of
 * `httpRefusals`. Nothing here knows whether an account exists. RELIABILITY B7, B48, B81-B84.
 */
import * as v from 'valibot';
import { limits } from './limits.ts';
import { roles } from './model.ts';
import { isBlank, uuid } from './submitted.ts';
import { httpRefusals, type HttpRefusal } from './services.ts';

/* ------------------------------------------------------------------ email */

const emailCharactersMax = 254; // RFC 5321 path, without the brackets
const mailboxCharactersMax = 64;

/** Mailboxes and domains that Postmark accepts (reference/postmark.md 1.3), after lower-casing. */
const mailbox = /^[a-z0-9.!#$%&'`*+\-/=^_{}|~]+$/;
const domain = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * One spelling for one address: no outer spaces, lower case, an international domain in punycode. Only spaces go: a line
 * break at the end is the start of a header injection, and stays to be refused.
 */
export function normalisedEmail(text: string): string {
  const trimmed = text.replace(/^ +| +$/g, '').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  const host = trimmed.slice(at + 1);
  // Only where it is needed: URL would also turn "127.1" into an address, and drop line breaks.
  const isForeign = /[\u{a1}-\u{10ffff}]/u.test(host) && !/\p{Cc}/u.test(host);
  const foreign = at >= 0 && isForeign && URL.canParse(`http://${host}`);
  return foreign ? trimmed.slice(0, at + 1) + new URL(`http://${host}`).hostname : trimmed;
}

/** Expects a normalised address. */
export function emailProblem(email: string): HttpRefusal | null {
  const at = email.lastIndexOf('@');
  const name = email.slice(0, at);
  if (at > 0 && /[^ -~]/.test(name) && !/\p{Cc}/u.test(name)) return 'email-letters';
  const fits = email.length <= emailCharactersMax && name.length <= mailboxCharactersMax;
  const good = at > 0 && fits && mailbox.test(name) && domain.test(email.slice(at + 1));
  return good ? null : 'email-wrong';
}

/* ------------------------------------------------------------------ names */

const controls = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/** A name as it is kept: one line, no direction overrides, at most four marks on a letter (B48). Otherwise as typed. */
export function tidiedName(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(controls, ' ')
    .replace(directions, '')
    .replace(piledMarks, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Expects a tidied name. */
export function nameProblem(name: string): HttpRefusal | null {
  if (isBlank(name)) return 'empty';
  // No grapheme is shorter than one unit, so short texts need not be taken apart.
  if (name.length <= limits.nameGraphemes) return null;
  return [...new Intl.Segmenter('en').segment(name)].length > limits.nameGraphemes
    ? 'too-long'
    : null;
}

/* ------------------------------------------------------------------ passwords */

/** What is hashed: one form for one text, whichever keyboard wrote it (B82). */
export function normalisedPassword(text: string): string {
  return text.toWellFormed().normalize('NFKC');
}

/** Expects a normalised password. The list of common ones is the server's. Lengths count code points. */
export function passwordProblem(password: string): HttpRefusal | null {
  const characters = [...password].length;
  if (characters < limits.passwordCharactersMin) return 'password-short';
  if (characters > limits.passwordCharactersMax) return 'password-long';
  if (/\p{Cc}/u.test(password)) return 'password-letters';
  return isBlank(password) ? 'password-blank' : null;
}

/* ------------------------------------------------------------------ bodies */

/** Longer than anything that could still be right, so that no rule ever reads a megabyte. */
const typedUnitsMax = 4_000;

function typed(tidy: (text: string) => string, problem: (text: string) => HttpRefusal | null) {
  return v.pipe(
    v.string(),
    v.maxLength(typedUnitsMax, 'too-long'),
    v.transform(tidy),
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed ? problem(dataset.value) : null;
      if (message) addIssue({ message });
    }),
  );
}

const email = typed(normalisedEmail, emailProblem);
const name = typed(tidiedName, nameProblem);
const newPassword = typed(normalisedPassword, passwordProblem);

export const setUpBody = v.strictObject({ name, email, password: newPassword, workspace: name });
export const invitationBody = v.strictObject({ email, role: v.picklist(roles) });
export const roleBody = v.strictObject({ agent: uuid, role: v.picklist(roles) });
export const memberBody = v.strictObject({ agent: uuid });
export const revokeBody = v.strictObject({ email });
/** The hash of a session's id, or all but the one that asks. */
export const endSessionBody = v.strictObject({
  session: v.union([v.literal('others'), v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))]),
});
export const passwordBody = v.strictObject({
  current: typed(normalisedPassword, () => null),
  password: newPassword,
});
export const clearedBody = v.strictObject({
  unsent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
});
export const joinBody = v.strictObject({ name, password: newPassword });
/** Signing in judges nothing but the shape: whatever else is wrong, the answer is the same (T21). */
export const logInBody = v.strictObject({
  email: typed(normalisedEmail, () => null),
  password: typed(normalisedPassword, () => null),
});
export const visitorBody = v.strictObject({
  site: v.pipe(v.string(), v.maxLength(64)),
  /** Anything that is not a token of ours counts as none: a browser's storage may hold whatever it likes. */
  token: v.nullish(v.string()),
  /** As the browser's calendar has it: "Europe/Rome". */
  timeZone: v.nullish(v.pipe(v.string(), v.maxLength(64))),
});

/** The body as its shape says, or the first thing that is wrong with it, by refusal and field. */
export function readBody<S extends v.GenericSchema>(
  shape: S,
  input: unknown,
): { ok: true; value: v.InferOutput<S> } | { ok: false; error: HttpRefusal; field?: string } {
  const result = v.safeParse(shape, input);
  if (result.success) return { ok: true, value: result.output };
  const issue = result.issues[0];
  const known = (httpRefusals as readonly string[]).includes(issue.message);
  const error = known ? (issue.message as HttpRefusal) : 'malformed';
  const key: unknown = issue.path?.[0]?.key;
  // Only names of ours are said back: anything else came from outside.
  const field = typeof key === 'string' && /^[a-z]{1,16}$/i.test(key) ? key : undefined;
  return field === undefined ? { ok: false, error } : { ok: false, error, field };
}
