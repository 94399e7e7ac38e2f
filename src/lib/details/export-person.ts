/** Fetches everything about one person as one archive and hands it to the browser's downloads (SPEC G1). Never throws. */

/** SPEC G1: 60 s for a thousand messages. */
const withinMs = 60_000;

export type Exported = 'saved' | 'failed' | 'unreachable';

export async function exportPerson(contact: string): Promise<Exported> {
  let response: Response;
  try {
    response = await fetch(`/api/contacts/${contact}/export`, {
      signal: AbortSignal.timeout(withinMs),
    });
  } catch {
    return 'unreachable';
  }
  if (!response.ok) return 'failed';
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  try {
    offer(await response.blob(), name ?? `${contact}.zip`);
  } catch {
    return 'unreachable';
  }
  return 'saved';
}

/** As a link that is pressed: the one way in which a page may save a file. */
export function offer(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
