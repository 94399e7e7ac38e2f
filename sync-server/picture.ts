/** The picture that visitors see of an agent, as bytes. A profile keeps it as the data URL that the agent's browser made (S5). */
import { pictureIn } from '#domain/records/profile.ts';
import type { Workspace } from './workspace.ts';

const dataUrl = /^data:(image\/(?:png|jpeg|webp));base64,(.*)$/s;

/**
 * `called`: as presence calls it, or the id of an agent whose words the visitor has. Those who left are not shown any more.
 */
export function pictureOf(
  workspace: Pick<Workspace, 'agents' | 'faceOf' | 'profileOf'>,
  called: string,
): { type: string; bytes: Uint8Array<ArrayBuffer> } | null {
  const { agents } = workspace;
  const agent = agents.has(called)
    ? called
    : [...agents.keys()].find((id) => workspace.faceOf(id) === called);
  const picture = agent === undefined ? null : pictureIn(workspace.profileOf(agent));
  const [, type, base64] = dataUrl.exec(picture ?? '') ?? [];
  if (type === undefined || base64 === undefined) return null;
  return { type, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
}
