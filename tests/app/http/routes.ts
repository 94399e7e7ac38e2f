/** Every address that SvelteKit answers, read from the route files: a matrix made from this cannot forget a new one. */
import { globSync, readFileSync } from 'node:fs';

export interface Route {
  /** `GET` for pages. */
  method: string;
  /** As written, without groups: `/invitation/[token]`. */
  path: string;
  isPage: boolean;
  /** In the desk's group: for signed-in agents. */
  isDesk: boolean;
}

const folder = 'src/routes';

export const routes: Route[] = globSync(`${folder}/**/{+server.ts,+page.svelte}`).flatMap(
  (file) => {
    const isPage = file.endsWith('.svelte');
    const parts = file.slice(folder.length).split('/').slice(0, -1);
    const path = parts.filter((part) => !part.startsWith('(')).join('/') || '/';
    const isDesk = parts.includes('(desk)');
    return methodsIn(file, isPage).map((method) => ({ method, path, isPage, isDesk }));
  },
);

function methodsIn(file: string, isPage: boolean): string[] {
  if (isPage) return ['GET'];
  const text = readFileSync(file, 'utf8');
  const methods = [...text.matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b/gm)];
  if (methods.length === 0) throw new Error(`${file} answers nothing that could be found.`);
  return methods.map((match) => match[1]!);
}

/** The path with something in place of its parameters. */
export function sampleOf(path: string): string {
  return path.replace(/\[site\]/g, 'default').replace(/\[+[^\]]*\]+/g, 'x');
}
