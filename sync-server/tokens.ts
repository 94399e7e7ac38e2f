/**
 * Secrets that are handed out: session ids, tickets, invitations, visitors' tokens. The store only ever sees their
 * SHA-256, so a stolen database opens no door; with 256 random bits a plain hash is enough. T22, T23.
 */
import { createHash, randomBytes } from 'node:crypto';

const tokenBytes = 32;
const token = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits, as 43 characters that fit cookies and links. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** Cheap, so that nothing else is ever hashed or looked up (B17). */
export function isToken(text: unknown): text is string {
  return typeof text === 'string' && token.test(text);
}

/** SHA-256 as hex: what the store keeps and is asked by. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The random part of a room's name (DESIGN 2): 128 bits, so that it never comes twice. */
export function newEpoch(): string {
  return randomBytes(16).toString('base64url');
}
