/** A UUID of version 7, as our clients make them: time first, so that indexes grow at their end; then chance. */
export function messageId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const low = hexDigits(12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hexDigits(3)}-8${hexDigits(3)}-${low}`;
}

/** Not for secrets: `crypto.randomUUID` costs as much as everything else the load does for a message. */
function hexDigits(count: number): string {
  return Math.floor(Math.random() * 16 ** count)
    .toString(16)
    .padStart(count, '0');
}
