/** What a browser prefers to read, from its header: best first. Whatever is no tag is passed over (B16). */

const charactersMax = 512;

export function preferredLanguages(header: string | null): string[] {
  return (header ?? '')
    .slice(0, charactersMax)
    .split(',')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { name, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    })
    .filter(({ name, quality }) => isTag(name) && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ name }) => name);
}

/** A tag that `Intl` would throw at must not get as far as a page. */
function isTag(name: string): boolean {
  try {
    return name !== '' && Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}
