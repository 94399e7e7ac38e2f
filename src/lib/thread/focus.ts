/** The thread and the two places to write in are reached from the list and by keys; these names are how. */

export const threadId = 'thread';

export function focusThread(): void {
  document.getElementById(threadId)?.focus();
}
