/** People who ask the real server over HTTP: a browser with a cookie, a visitor with a ticket, somebody from elsewhere. */
import type { Role } from '#domain/model.ts';
import type { ServerProcess } from '../../support/server-process.ts';

export const ines = {
  name: 'Inès Moreau',
  email: 'ines@maisonlumen.example',
  password: 'lamp oil and paper',
  workspace: 'Maison Lumen',
};

export interface Said {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Posts JSON as a program does: without `Origin` unless one is given. */
export async function post(
  server: ServerProcess,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Said> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return said(response);
}

export async function get(
  server: ServerProcess,
  path: string,
  headers: Record<string, string> = {},
): Promise<Said> {
  return said(await fetch(server.url + path, { redirect: 'manual', headers }));
}

async function said(response: Response): Promise<Said> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : { text };
  return { status: response.status, body, headers: response.headers };
}

/** The `Cookie` header of a browser that was given these. */
export function cookiesOf({ headers }: Said): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

export async function setUp(server: ServerProcess): Promise<{ cookie: string }> {
  const answer = await post(server, '/api/setup', ines);
  if (answer.status !== 200) throw new Error(`Set-up was refused: ${JSON.stringify(answer.body)}`);
  return { cookie: cookiesOf(answer) };
}

/** Somebody new with this role, invited by whoever holds the cookie. */
export async function join(server: ServerProcess, cookie: string, role: Role): Promise<string> {
  const email = `${role}-${Math.random().toString(36).slice(2)}@maisonlumen.example`;
  const invited = await post(server, '/api/invitations', { email, role }, { cookie });
  const token = String(invited.body['link']).split('/').at(-1);
  const joined = await post(server, '/api/join', {
    token,
    name: `Ana the ${role}`,
    password: 'paper lamp and oil',
  });
  return cookiesOf(joined);
}

export async function visit(server: ServerProcess) {
  const { body } = await post(server, '/api/visitor/session', { site: 'default' });
  return body as { token: string; conversation: string; room: string; ticket: string };
}
